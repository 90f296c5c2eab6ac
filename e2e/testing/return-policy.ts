/** What the sample company tells its customers about returns. */
export const RETURN_POLICY = `# Return policy

## Private customers

Orders from the online shop may be returned within 14 days of delivery. The refund goes to the card that was charged, within five working days of the parcel reaching us.

## Wholesale customers

Roasted coffee may be returned unopened within 45 days of the roast date printed on the bag. The customer pays the shipping and receives the full price as store credit.

Where we sent the wrong coffee, weight or grind, we pay the shipping both ways and refund the card on file within five working days.

Opened bags and bags past 45 days are not taken back. In their place we offer 15 % off the next order.

## How to send a return

Write to returns@harborcoffee.example before sending anything. We answer within one working day with a return number. Pack the bags so that the valve is not pressed.
`;
