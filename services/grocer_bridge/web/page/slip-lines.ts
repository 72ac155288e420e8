// The lines of a packing slip: in the order of the order, with the numbers, quantities and prices that the invoice has.
import type { Order } from './api';
import { weighedCost } from './picking';

export interface SlipLine {
  number: number;
  gtin: string;
  name: string;
  /** Pieces, or grams of what is sold by weight; 0 when nothing came. */
  quantity: number;
  soldByWeight: boolean;
  priceOre: number;
  /** For all pieces. */
  depositOre: number;
  /** In basis points; null when nobody has said. */
  vatBasisPoints: number | null;
  /** With VAT, without deposit. */
  sumOre: number;
  insteadOf: string | null;
}

export function slipLines(order: Order): SlipLine[] {
  return order.line_list.map(({ ordered, comes, packed }, index) => {
    const goods = comes ?? ordered;
    const quantity = packed ? packed.quantity : (comes?.quantity ?? 0);
    const priceOre = packed ? packed.price_ore : goods.price_ore;
    const { product } = goods;
    return {
      number: index + 1,
      gtin: product.gtin,
      name: product.name ?? product.gtin,
      quantity,
      soldByWeight: goods.sold_by_weight,
      priceOre,
      depositOre: goods.sold_by_weight ? 0 : goods.deposit_ore * quantity,
      vatBasisPoints: product.vat_basis_points,
      sumOre: goods.sold_by_weight ? weighedCost(priceOre, quantity) : priceOre * quantity,
      insteadOf: comes && product.gtin !== ordered.product.gtin ? (ordered.product.name ?? ordered.product.gtin) : null,
    };
  });
}

/** VAT within the sums, by rate: highest rate first. Each rate is rounded once, to the nearest øre. */
export function vatWithin(lines: readonly SlipLine[]): { basisPoints: number; vatOre: number }[] {
  const sums = new Map<number, number>();
  for (const { vatBasisPoints, sumOre } of lines) {
    if (vatBasisPoints !== null && sumOre > 0) sums.set(vatBasisPoints, (sums.get(vatBasisPoints) ?? 0) + sumOre);
  }
  return [...sums]
    .sort(([a], [b]) => b - a)
    .map(([basisPoints, sumOre]) => ({ basisPoints, vatOre: Math.round((sumOre * basisPoints) / (10_000 + basisPoints)) }));
}
