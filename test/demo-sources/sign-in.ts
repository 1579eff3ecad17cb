import { note, title } from '../demo/show.ts';
import { command, type Stage } from './stage.ts';

/** `connect`, for both providers: the browser is played by the demo. */
export async function signIn(stage: Stage): Promise<void> {
  const { place, checks } = stage;
  title('1  Sign in');
  note(
    'connect prints an address; a person opens it and consents. Then the browser is sent back: for FreshBooks, which wants',
    'https://, to an address that the person pastes; for Zoho Books to connect itself, which listens for it.',
    'The tokens go into the vault, sealed. FreshBooks’ refresh tokens work once, so each new one is stored before it counts.',
  );
  await command(stage, 'connect acme_fresh --code-stdin', { onAddress: consent });
  await command(stage, 'connect acme_books', { onAddress: consent });
  const grants = (provider: 'fresh' | 'zoho'): number =>
    place[provider].requests.all.filter(({ path, status }) => path.endsWith('token') && status === 200).length;
  checks.equal(
    'codes turned into tokens',
    { fresh: grants('fresh') > 0, zoho: grants('zoho') > 0 },
    { fresh: true, zoho: true },
  );
}

/** Opens the consent page, which agrees at once, and goes where it is sent. @returns that address */
async function consent(address: URL): Promise<string> {
  const response = await fetch(address, { redirect: 'manual' });
  const location = response.headers.get('location');
  if (location === null) throw new Error(`${address.origin}${address.pathname} answered ${response.status}`);
  if (location.startsWith('http://')) await fetch(location);
  return location;
}
