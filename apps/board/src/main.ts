import { readEnvironment } from '@tacet/adapters/config';
import { clickHouseConfig } from '@tacet/adapters/host';
import { startBoard } from './start-board';

async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  const app = await startBoard(clickHouseConfig(environment), {
    host: environment.TACET_HTTP_HOST,
    port: environment.TACET_BOARD_PORT,
  });
  console.log(`board on ${await app.getUrl()}`);
}

main().catch((error: Error) => {
  console.error(`the board cannot start: ${error.message}`);
  process.exit(1);
});
