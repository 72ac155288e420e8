// What the stories of the kitchen table do again and again.
import { ask } from './stage.mjs';

/** Who looks, as `ask` has it. */
export const worker = 'care_worker/worker-1/3024/hjemmetjenesten-vest';
export const home = `/kitchen-table/?as=${worker}`;

/** A care worker's hands on the page of a town. */
export class Guest {
  constructor(town, page) {
    this.town = town;
    this.page = page;
  }

  async citizens() {
    const { citizens: all } = await ask(this.town, worker, '/api/ordering/v1/citizens?limit=200');
    return all.filter(({ name }) => name);
  }
  /** The nth citizen of those without a diet, for whom no reason is asked. */
  async citizenWithoutDiet(nth) {
    return (await this.citizens()).filter(({ diet }) => diet.avoids.length === 0)[nth].citizen_id;
  }
  async citizenWithDiet() {
    return (await this.citizens()).find(({ diet }) => diet.avoids.length > 0).citizen_id;
  }

  tapCitizen(id) {
    return this.page.locator(`a[href="#/table/${id}"]`).click();
  }
  /** From wherever one is. */
  async toTable(citizen) {
    await this.page.locator('header').getByRole('link', { name: 'Til listen' }).click();
    await this.tapCitizen(citizen);
  }
  async searchFor(words) {
    await this.page.getByRole('button', { name: 'Søk', exact: true }).click();
    await this.page.locator('#find-goods').fill(words);
    await this.page.locator('.table-product').first().waitFor();
  }
  addFirst() {
    return this.page.getByRole('button', { name: /^Legg til / }).first().click();
  }
  /** The first whose orders wait for a cut-off: one of the same day is sent at once, and can no longer be changed. */
  chooseFirstSlot() {
    return this.page.locator('.table-slot', { hasText: 'Kan endres til' }).first().click();
  }
  async giveReason(words) {
    await this.page.locator('.table-line').getByRole('button', { name: /Skal den bestilles likevel/ }).click();
    await this.page.locator('#reason').fill(words);
    await this.page.getByRole('button', { name: 'Bestill likevel' }).click();
    await this.page.getByText(`Bestilles likevel: ${words}`).waitFor();
  }
  send() {
    return this.page.getByRole('button', { name: 'Send bestillingen' }).click();
  }
  isSent() {
    return this.page.locator('.ds-alert[data-color=success]').getByText('Sendt').waitFor();
  }
  async orderSomething(citizen) {
    await this.tapCitizen(citizen);
    await this.searchFor('banan');
    await this.addFirst();
    await this.chooseFirstSlot();
    await this.send();
    await this.isSent();
  }

  /** The citizen's orders, with the first of them open. */
  async openFirstOrder() {
    await this.page.getByRole('link', { name: 'Bestillinger' }).click();
    await this.page.locator('.table-order summary').first().click();
  }
}
