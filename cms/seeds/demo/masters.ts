import { readSeed } from '../data';
import { addDays, instant } from '../moments';
import { past, writeEach } from '../writer';
import { creditCode, type Names } from './names';
import { who, type World } from './world';

interface MaterialFact {
  nameZh: string;
  spec: string;
  unit: string;
  cost: number;
  sale: number;
  trade: string;
}
interface ContractorFact {
  nameZh: string;
  grade: string;
  years: number;
  state?: string;
  violations?: number;
}

/** The price list of repair materials; prices are yuan in the file. */
export async function addMaterials(world: World): Promise<void> {
  const facts = readSeed<MaterialFact[]>(world.engine.root, 'demo/materials.yaml');
  const validFrom = addDays(world.today, -400);
  await writeEach(world.engine, facts, async (tx, fact) => {
    const minStock = world.random.whole(2, 10);
    const values = {
      nameZh: fact.nameZh,
      spec: fact.spec,
      unitOfMeasure: fact.unit,
      costPrice: Math.round(fact.cost * 100),
      salePrice: Math.round(fact.sale * 100),
      stock: world.random.whole(minStock, 60),
      minStock,
      validFrom,
    };
    const ref = await past(tx, 'material-item', values, {
      state: 'active',
      at: instant(validFrom, '10:00'),
      by: who(world, 'finance').actor,
    });
    world.materials.push({ ref, trade: fact.trade });
  });
  world.say(`${facts.length} materials`);
}

/** Contractors that may (or may no longer) work in the building. */
export async function addContractors(world: World, names: Names): Promise<void> {
  const facts = readSeed<ContractorFact[]>(world.engine.root, 'demo/contractors.yaml');
  const by = who(world, 'customer-service-assistant').actor;
  const { certificate } = world.files;
  await writeEach(world.engine, facts, async (tx, fact, index) => {
    const at = instant(addDays(world.today, -600 + index * 20), '10:20');
    const values = {
      nameZh: fact.nameZh,
      creditCode: creditCode(9000 + index),
      businessLicence: [certificate],
      licenceValidTo: addDays(world.today, fact.years * 365),
      qualificationGrade: fact.grade,
      qualificationCert: [certificate],
      qualificationValidTo: addDays(world.today, fact.years * 300),
      safetyLicence: certificate,
      siteManager: names.name(false),
      phone: names.phone(),
      insurance: certificate,
      violationCount: fact.violations ?? 0,
    };
    world.contractors.push(await past(tx, 'contractor', values, { state: fact.state ?? 'active', at, by }));
  });
  world.say(`${facts.length} contractors`);
}
