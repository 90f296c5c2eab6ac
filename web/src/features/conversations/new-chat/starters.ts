import type { Attachment } from "../composer/attachment-rules.ts";

export interface Starter {
  readonly id: "summary" | "facts" | "reply" | "sample";
  readonly title: string;
  /** What it works on, in two or three words. */
  readonly from: string;
  /** Goes into the composer; the person adds to it or sends it. */
  readonly text: string;
  readonly attachment?: Attachment;
}

const SAMPLE: Attachment = {
  name: "Return policy (sample)",
  text: `# Return policy

## 1. Private customers

1.1 Orders from the online shop may be returned within 14 days of delivery. The reason does not matter.

1.2 Coffee must be unopened. Opened bags are taken back only where we made a mistake.

1.3 The refund goes to the card that was charged, within five working days of the parcel reaching us.

## 2. Wholesale customers

2.1 Roasted coffee may be returned unopened within 45 days of the roast date printed on the bag. The customer pays the shipping and receives the full price as store credit.

2.2 Where we sent the wrong coffee, weight or grind, we pay the shipping both ways and refund the card on file within five working days.

2.3 Opened bags and bags past 45 days are not taken back. In their place we offer 15 % off the next order.

## 3. How to send a return

3.1 Write to returns@harbor.example before sending anything. We answer within one working day with a return number.

3.2 Pack the bags so that the valve is not pressed. Parcels without a return number are sent back.

## 4. Equipment

4.1 Grinders and machines carry the maker's warranty of 24 months. Descaling and worn burrs are not covered.
`,
};

/** Ways to begin that work with every model, the built-in one included: it answers from the text it is given. */
export const STARTERS: readonly Starter[] = [
  {
    id: "sample",
    title: "Within how many days may unopened wholesale coffee be returned?",
    from: SAMPLE.name,
    text: "Within how many days may unopened wholesale coffee be returned, and who pays the shipping?",
    attachment: SAMPLE,
  },
  {
    id: "summary",
    title: "Summarise a text that I paste",
    from: "Pasted text",
    text: "Summarise this text in five sentences:\n\n",
  },
  {
    id: "facts",
    title: "Find the dates, names and amounts in a file",
    from: "Attached file",
    text: "Which dates, names and amounts does the attached file mention?",
  },
  {
    id: "reply",
    title: "Draft a reply to a message that I paste",
    from: "Pasted message",
    text: "Draft a short, friendly reply to this message:\n\n",
  },
];
