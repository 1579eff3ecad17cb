import type { GoldConfig } from '../../receiver/config/config.ts';
import type { SqlEngine } from './sql-engine.ts';

/**
 * Keeps `gold_settings` as the configuration says; the gold views read it, so that no run needs a parameter for it. Writes only
 * what differs. To be called after the tables were grown.
 */
export async function writeSettings(engine: SqlEngine, { costCentre }: GoldConfig): Promise<void> {
  const setting = { setting: 'cost_centre' };
  const { rows } = await engine.execute('select value from gold_settings where setting = :setting', setting);
  if (rows.length === 1 && rows[0]?.[0] === costCentre) return;
  await engine.execute(
    `merge into gold_settings as target
     using (select :setting as setting, :value as value) as incoming
         on target.setting = incoming.setting
     when matched then update set value = incoming.value
     when not matched then insert (setting, value) values (incoming.setting, incoming.value)`,
    { ...setting, value: costCentre },
  );
}
