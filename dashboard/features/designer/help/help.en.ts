import type { HelpPage } from './help.zh';

export const helpEn: HelpPage[] = [
  {
    title: 'Add a field with a condition',
    lead: 'Example: the key ledger gets "Plate no.", shown only when the class is "Access card".',
    steps: [
      'Open the form under "Form designer" in the menu, part "Form".',
      'Click the field that the new one follows, then "Text line" on the left; or drag it to its place.',
      'Write the Chinese and the English name on the right. While the English one is missing, a hint stays.',
      'On the right, under "Conditions · Shown when", press "Set": choose the field "Class", "is", "Access card". The condition is written out below.',
      'Switch on "Required", or set "Required when" if it depends on something.',
      'Press "Preview", choose a role and try it; nothing is saved.',
    ],
    note: 'All of it works by keyboard: Tab moves, Enter chooses; on a field Alt+arrows move it, Ctrl+D doubles it, Del archives it, Ctrl+Z undoes, Ctrl+Y redoes, Ctrl+Enter publishes.',
    pictures: [
      {
        name: 'fields',
        alt: 'The form part: kinds of field at the left, the form in the middle, the settings of the chosen field or of the form at the right; fields with a lock cannot be archived',
      },
    ],
  },
  {
    title: 'Publish',
    lead: 'The draft saves itself; nobody sees it before it is published.',
    steps: [
      'Press "Publish". Read the report first: what changes, how many records, which rules, figures and papers use these fields.',
      'What is red must be put right first; a click leads there. What is yellow is a reminder.',
      'Write a note (why), and press "Publish now".',
      'Within about two seconds everybody has it; who is filling the form in sees "This form has changed", and keeps what is typed.',
    ],
    note: 'Old records keep the version they were filled in under: they open, print and export so, with a switch to the newest.',
  },
  {
    title: 'Roll back',
    steps: ['Open "Versions".', 'Press "Roll back" in the line of the version you want.', 'Press "Roll back now".'],
    note: 'A roll back is a new version too; nothing of the history is lost. Fields that came later are archived with their values, and come back with them.',
    pictures: [
      { name: 'versions', alt: 'The versions: note, who published each and when; they can be exported, compared and rolled back to' },
    ],
  },
  {
    title: 'Fields are archived, not deleted',
    steps: [
      'A published field may hold values, so it is archived: hidden everywhere, values kept.',
      'A field that rules, figures, the flow or other forms use has a lock; the panel says where. Change that first.',
      '"Archived fields" at the bottom of the form brings one back at any time.',
      'Another kind: select the field, click "Change kind" at the right and choose; try a value first. The publish dialog lists the records that do not convert; their values stay in the archived field.',
    ],
  },
  {
    title: 'Change the flow',
    steps: [
      'In "Flow" each box is a state, each arrow an action. Click one to change its name, who may do it, what it asks for and under which condition.',
      'Drag from the right side of a box to another box for a new action; the tables below say the same and work by keyboard.',
      'An approval can need several people: any, all, one after the other, or a share, with a time limit and delegates.',
      'Approvers may hand over, add signers (before or after), send back to the applicant or to an earlier step; the applicant may withdraw. Which of these are allowed is set there as well.',
      'Before publishing, "Simulate" shows what would differ for the cases of the last 90 days under the new flow; it only reads.',
      'Records on their way finish in the flow they began with; new ones take the new flow.',
    ],
    pictures: [{ name: 'flow', alt: 'The flow: boxes are states, arrows are actions, and the tables below say the same' }],
  },
  {
    title: 'List, print, numbers and rights',
    steps: [
      '"List": columns and their order, tabs, filters, search and sorting, with a sketch beside them. Everybody may still choose other columns on the list.',
      '"Print": the layout of the paper, its copies and signatures, with a sketch on A4.',
      '"Numbers and rights": the pattern of the number; which role may create, edit, void, archive, import and export, and which records it sees; the time limits.',
      'A column marked "House rule" follows the whole house; a tick makes it a rule of this form alone. Who may act in the flow is set in "Flow".',
    ],
    pictures: [
      { name: 'list', alt: 'The list part: order of the columns, tabs and filters at the left, a sketch of the list at the right' },
      { name: 'rights', alt: 'Numbers and rights: the pattern with an example, and below it roles against actions' },
    ],
  },
  {
    title: 'A new form',
    steps: [
      '"New form" on the list: from nothing, a copy, the form library, an Excel sheet or a file.',
      'Of an Excel file the first sheet counts: a column is a field, its kind is guessed from what stands in it and can be changed.',
      'After publishing, bring in the rows of the sheet with "Import" of that form.',
    ],
  },
  {
    title: 'Two people at once',
    steps: [
      'There is one draft. When somebody else saved first, you see what each of you changed.',
      'Changes that do not touch are put together; for the same thing you choose yours or theirs.',
      'Nothing is overwritten unseen.',
    ],
  },
];
