/** What ranking weighs by. Chosen by `npm run eval:retrieval`; change one, run it, keep what is better in every kind. */
export const RANKING = {
  /** BM25F (Robertson, Zaragoza: The Probabilistic Relevance Framework, section 3.6). */
  k1: 1.6,
  bodyB: 0.55,
  headingB: 0.3,
  headingWeight: 2.2,
  aroundWeight: 0.4,
  /** A word said otherwise counts less than the word itself. */
  synonymWeight: 0.5,
  /** "delivery" for "deliver". */
  derivedWeight: 0.6,
  correctedWeight: 0.8,
  /** A part of an identifier against the whole of it. */
  partWeight: 0.5,
  /** A word that questions have and answers seldom repeat. */
  fillerWeight: 0.2,
  /** Candidates that stage two reads. */
  candidates: 64,
  /** Pseudo-relevance feedback: below this coverage of the best passage, passages read, terms taken, what all of them weigh against the question's. */
  feedbackBelow: 0.5,
  feedbackPassages: 4,
  feedbackTerms: 8,
  feedbackWeight: 0.3,
  /** Shares of the score of stage two. */
  bm25: 0.3,
  coverage: 0.25,
  window: 0.2,
  row: 0.1,
  phrase: 0.15,
  headings: 0.08,
  exact: 0.1,
  shape: 0.05,
  numbers: 0.08,
  /** Share that a passage in another language than the question's keeps of its score. */
  foreign: 0.85,
  /** Positions that a clause and a statement take. */
  tightSpan: 10,
  windowSpan: 40,
  /** What ranks by vectors weigh against those by words where words are sure of nothing, and by which power it falls. */
  vectors: 3,
  vectorsFall: 4,
} as const;

export type RankingParameters = { readonly [Name in keyof typeof RANKING]: number };
