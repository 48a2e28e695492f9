import { ContactDocument } from './frontend/generated/crm/contact.documents';
import { ContactRole, type Contact, type ContactsQueryVariables, type CreateContactInput, type SubscribeResult, type UpdateContactInput } from './frontend/generated/crm/contact.types';
import type { CreateOrderInput, OrderWhere } from './frontend/generated/sales/order.types';
import { asDecimal, asEmail, asUUID, isUUID, type Email, type Money, type UUID } from './frontend/generated/scalars';
import { succeeded, type Impact } from './frontend/generated/results';
import { asBigInt } from './frontend/generated/scalars';

declare const contact: Contact;
declare const answer: SubscribeResult;
declare const text: string;
export const used: unknown[] = [ContactDocument, asDecimal];

// Scalars are not any string, and not each other.
export const id: UUID = asUUID('550e8400-e29b-41d4-a716-446655440000');
// error
export const plain: UUID = '550e8400-e29b-41d4-a716-446655440000';
// error
export const other: Email = id;
// error
export const number: Money = 12.5;
if (isUUID(text)) used.push({ id: text } satisfies { id: UUID });
// error
else used.push({ id: text } satisfies { id: UUID });

// Enums are closed.
export const role: ContactRole = ContactRole.BookKeeper;
export const word: ContactRole = 'book-keeper';
// error
export const unknownRole: ContactRole = 'boss';
// error
export const noMember = ContactRole.Boss;

// What comes out may be null, is never undefined, and cannot be written to.
export const phone: string | null = contact.mobile;
// error
export const sure: string = contact.mobile;
// error
contact.firstName = 'Ada';
// error
export const missing = contact.fax;
export const company: 'Company' | undefined = contact.company?.__typename;
// error
export const wrongType: 'Contact' | undefined = contact.company?.__typename;

// What goes in: required is required, null clears, undefined is not a value.
export const input: CreateContactInput = { firstName: 'A', lastName: 'B', email: asEmail('a@b.cd'), mobile: null };
// error
export const noEmail: CreateContactInput = { firstName: 'A', lastName: 'B' };
export const patch: UpdateContactInput = { id, mobile: null };
// error
export const cleared: UpdateContactInput = { id, email: null };
// error
export const undefinedValue: UpdateContactInput = { id, firstName: undefined };
// error
export const unknownField: UpdateContactInput = { id, fax: 'x' };
// error
export const noId: UpdateContactInput = { firstName: 'x' };
// error
export const floatTotal: CreateOrderInput = { number: asBigInt('1'), customerId: id, currencyId: id, total: 12.5 };

// Answers are one of two, and a failure has one of its codes.
// error
export const early = answer.contact;
if (succeeded(answer)) used.push(answer.contact.id);
// error
else used.push(answer.contact);
if (answer.__typename === 'SubscribeError') {
  used.push(answer.code === 'already_subscribed', answer.code === 'permission_denied');
  // error
  used.push(answer.code === 'already_subscribbed');
  // error
  used.push(answer.updatedFields);
} else {
  used.push(answer.updatedFields[0] === 'newsletter');
  // error
  used.push(answer.updatedFields[0] === 'email');
}

// Filters know their fields and what can be asked of them.
export const where: OrderWhere = { status: { in: ['open', 'paid'] }, total: { gte: asDecimal('10.00') }, NOT: { comment: { isnull: true } } };
// error
export const badStatus: OrderWhere = { status: { eq: 'lost' } };
// error
export const badOperator: OrderWhere = { status: { contains: 'o' } };
// error
export const badFilter: OrderWhere = { colour: { eq: 'red' } };
// error
export const badOrder: ContactsQueryVariables = { orderBy: [{ firstName: 'DOWN' }] };
// error
export const badImpact: Impact = { queries: [] };
