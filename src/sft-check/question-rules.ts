/** Whether a question can't be answered without an image that is not there. */
export const needsImage = (question: string): boolean => image.test(question)

/** Whether a question asks for a proof, and not for a number that it also asks to explain. */
export const asksForProof = (question: string): boolean => proof.test(question)

const image =
  /<image>|<img\b|!\[[^\]]*\]\(|\[asy\]|\\includegraphics|\\begin\{tikzpicture\}|\b(?:in|see|from|on|per) the (?:\w+ ){0,2}(?:figure|diagram|picture|image|graph|chart|drawing|illustration)s?\b(?! of (?:the function|\$|y\b|f\b))|\b(?:as|is|are) (?:shown|pictured|depicted|illustrated|drawn) (?:below|above|in the|here|on the (?:left|right))|\b(?:figure|diagram|picture|image|graph|chart) (?:below|above|shows|shown)\b|如(?:下|上|右|左)?图|(?:下|上|右|左)图(?:中|所示|是|为|给出|显示)|图\s?[0-9一二三]?\s?(?:中所示|所示)/i

const proof =
  /(?:^|[.!?:;,\n]\s*|\b(?:and|then|please)\s+)(?:prove|disprove|show)\s+(?:that|the (?:following )?(?:identity|inequality|statement|claim|theorem)|\$)|\b(?:give|write|find|provide) a (?:\w+ )?proof\b|\bprove\b.{0,40}\b(?:by|using) induction|(?:证明|求证)(?!书|券|材料|件)|(?:请|试|并)证/i
