import type { ReportOptions } from 'xeval'
import type { Engine } from './escape.ts'

/** Everything before the document: what compiles it, and its packages and fonts. */
export const preamble = (engine: Engine, language: ReportOptions['language']): string[] => [
  `% !TeX program = ${engine}`,
  `% Made by xeval. Compile with ${engine}.`,
  ...(engine === 'xelatex' ? ['\\RequirePackage{iftex}', '\\RequireXeTeX'] : []),
  '\\documentclass[11pt]{article}',
  '\\usepackage[a4paper,margin=2.2cm]{geometry}',
  ...(engine === 'xelatex' ? chinese : latin),
  '\\usepackage{booktabs}',
  '\\usepackage{graphicx}',
  ...(language === 'zh' ? ['\\renewcommand{\\tablename}{表}'] : []),
  '\\setlength{\\parindent}{0pt}',
  '\\setlength{\\parskip}{4pt}',
  '\\setlength{\\belowcaptionskip}{6pt}',
  '\\emergencystretch=3em',
]

const latin = [
  '\\usepackage[T1]{fontenc}',
  '\\usepackage[utf8]{inputenc}',
  '\\usepackage{lmodern}',
  '\\usepackage{textcomp}',
]

/** Noto where it is installed; else Fandol, which TeX Live brings along. */
const chinese = [
  '\\usepackage[UTF8,scheme=plain,fontset=none]{ctex}',
  '\\IfFontExistsTF{Noto Serif CJK SC}{%',
  '  \\setCJKmainfont{Noto Serif CJK SC}',
  '  \\setCJKsansfont{Noto Sans CJK SC}',
  '  \\setCJKmonofont{Noto Sans Mono CJK SC}',
  '}{%',
  '  \\setCJKmainfont[Extension=.otf,BoldFont=FandolSong-Bold,ItalicFont=FandolKai-Regular]{FandolSong-Regular}',
  '  \\setCJKsansfont[Extension=.otf,BoldFont=FandolHei-Bold]{FandolHei-Regular}',
  '  \\setCJKmonofont[Extension=.otf]{FandolFang-Regular}',
  '}',
]
