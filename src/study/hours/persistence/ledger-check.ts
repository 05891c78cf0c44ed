export const LEDGER = `"ledger" IN ('party-member', 'leadership', 'cadre')`;
