import { faultStore } from '../support/fault-store.ts';
import { folderPlace, stubPlace } from '../support/landing-places.ts';
import { describeLandingStore } from './landing-store.ts';

describeLandingStore('folder', folderPlace, { manyObjects: 1_200 });
describeLandingStore('S3 stub, with a prefix', () => stubPlace('some/prefix'), { manyObjects: 1_200 });
describeLandingStore('S3 stub, whole bucket', () => stubPlace(''), { manyObjects: 100 });
describeLandingStore(
  'fault wrapper without faults',
  async () => {
    const place = await folderPlace();
    return { ...place, open: async () => faultStore(await place.open()) };
  },
  { manyObjects: 100 },
);
