/** What the sample company tells its customers about returns. */
export const RETURN_POLICY = `# Return policy

## Private customers

Orders from the online shop may be sent back for 14 days after delivery. The refund goes to the card that was charged, at the latest five working days after the parcel reached us.

## Wholesale customers

Roasted coffee may be returned unopened within 45 days of the roast date printed on the bag. The customer pays the shipping of a return and receives the full price as store credit.

Where we packed the wrong coffee, weight or grind, we collect it and refund the card on file.

Opened bags and older bags are not taken back. In their place we offer 15 % off the next order.

## How to send a parcel back

Write to returns@harborcoffee.example before sending anything. We answer on the next working day with a number for the label.
`;

/** What it asks of cafés. */
export const PRICE_LIST = `# Wholesale price list 2026

| Blend | up to 24 kg | 25 to 99 kg | 100 kg and more |
|---|---|---|---|
| Harbor Blend | $21.40 per kg | $19.90 per kg | $18.20 per kg |
| Pier 4 Espresso | $23.10 per kg | $21.60 per kg | $19.80 per kg |
| Decaf Dune | $24.00 per kg | $22.50 per kg | $20.70 per kg |

Orders leave the roastery on Tuesdays and Fridays. Shipping of an order is free from 40 kg.
`;
