// What lists of the roastery are asked for.
import type { ContactsQueryVariables } from '../frontend/generated/crm/contact.types';
import type { OrdersQueryVariables } from '../frontend/generated/sales/order.types';
import { asDecimal, asUUID } from '../frontend/generated/scalars';

/** The second twenty of what a company has not paid, or has had no warehouse for: large ones first. */
export const pending = (company: string): OrdersQueryVariables => ({
  where: {
    customerId: { eq: asUUID(company) },
    total: { gt: asDecimal('0.00') },
    OR: [{ status: { eq: 'open' } }, { status: { nin: ['shipped', 'cancelled'] }, warehouseId: { isnull: true } }],
  },
  orderBy: [{ total: 'DESC' }, { id: 'ASC' }],
  limit: 20,
  offset: 20,
});

/** Who likes espresso and filter, and has no address at example.com. */
export const tasters: ContactsQueryVariables = {
  where: { likes: { contains: ['espresso', 'filter'] }, NOT: { email: { endswith: '@example.com' } } },
};
