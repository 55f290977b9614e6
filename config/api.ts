/** Unknown query keys are refused (Strapi's default lets them pass); pages have a ceiling. */
export default {
  rest: { strictParams: true, maxLimit: 200, defaultLimit: 25, withCount: true },
  documents: { strictParams: true },
};
