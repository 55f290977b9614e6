import type { Random } from '../random';

export interface NameFacts {
  surnames: string[];
  women: string[];
  men: string[];
}

/** Gives out names that nobody has yet, and telephone numbers of a block that no network has been given. */
export function createNames(facts: NameFacts, random: Random, taken: Iterable<string> = []) {
  const used = new Set(taken);
  let next = 0;
  return {
    name(isWoman = random.chance(0.5)): string {
      for (let tries = 0; ; tries += 1) {
        const given = random.pick(isWoman ? facts.women : facts.men);
        const name = random.pick(facts.surnames) + given + (tries > 200 ? String(tries) : '');
        if (used.has(name)) continue;
        used.add(name);
        return name;
      }
    },
    phone(): string {
      next += 1;
      return `1640${String(1_000_000 + next * 7919).slice(-7)}`;
    },
  };
}

export type Names = ReturnType<typeof createNames>;

const CREDIT_CHARS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A unified social credit code with a right check character, of a region (000000) that does not exist. */
export function creditCode(serial: number): string {
  const body = `91000000MA${String(serial).padStart(7, '0')}`;
  let weight = 1;
  const sum = [...body].reduce((total, char) => {
    const part = CREDIT_CHARS.indexOf(char) * weight;
    weight = (weight * 3) % 31;
    return total + part;
  }, 0);
  return `${body}${CREDIT_CHARS[(31 - (sum % 31)) % 31] ?? ''}`;
}

/** An identity number with a right check character, of a region (99) that does not exist. */
export function idNumber(serial: number): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const birthday = `${1968 + (serial % 30)}${String((serial % 12) + 1).padStart(2, '0')}${String((serial % 27) + 1).padStart(2, '0')}`;
  const body = `990101${birthday}${String(serial % 1000).padStart(3, '0')}`;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return `${body}${'10X98765432'[sum % 11] ?? ''}`;
}
