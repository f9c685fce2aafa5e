/**
 * Whether a prompt asks for planning, where no scenario says so: it holds a word for a plan, a schedule, a strategy or
 * steps in English or Chinese. A rule for choosing what to rate (`--focus planning`), not a classification: it takes 14
 * of LIMA's 300 test prompts.
 */
export const asksForPlan = (prompt: string): boolean => words.test(prompt)

const words =
  /\b(plan|plans|planned|planning|planner|schedule|scheduling|itinerary|itineraries|roadmap|timeline|agenda|curriculum|syllabus|routine|regimen|budget|prepare|preparing|organi[sz]e|organi[sz]ing|step[- ]by[- ]step|strategy|strategies)\b|计划|规划|安排|日程|行程|方案|路线图|时间表|步骤/i

/** `zh` where a text has Chinese characters, else `en`. */
export const languageOf = (text: string): 'en' | 'zh' => (/\p{Script=Han}/u.test(text) ? 'zh' : 'en')
