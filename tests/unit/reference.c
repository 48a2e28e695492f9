/*
 * References: compared by key where both have one, else by UUID.
 */
#include "crm.h"

static const struct pair_of_texts cases[] = {
        {"company exists", "company_exists"},
        {"company.id exists", "company_exists"},
        {"not company exists", "NOT company_exists"},
        {"rival exists", "1: this leads to no row; test it with IS NOT NULL"},
        {"name exists", "1: this leads to no row; test it with IS NOT NULL"},
        {"input.company is not null", "input.company IS NOT NULL"},
        {"company is null", "fk_company IS NULL"},
        {"company = rival", "fk_company = fk_rival"},
        {"company = assignee", "11: 'company' leads to crm.Company, 'assignee' to projects.User"},
        {"company != $payer", "fk_company <> payer_pk"},
        {"company = $anyone", "fk_company = anyone_pk"},
        {"company = input.company", "fk_company = input_company_key"},
        {"company = input.ext", "company_id = input.ext"},
        {"company = caller.id", "company_id = caller.id"},
        {"assignee = caller.id", "assignee_id = caller.id"},
        {"company.id = input.company", "fk_company = input_company_key"},
        {"company.id = $payer.id", "fk_company = payer_pk"},
        {"company.id = caller.id", "company_id = caller.id"},
        {"company = '00000000-0000-0000-0000-000000000001'",
         "company_id = '00000000-0000-0000-0000-000000000001'::UUID"},
        {"company = 'x'", "11: expected a reference, found text; a UUID is written "
                          "'00000000-0000-0000-0000-000000000000', in hexadecimal digits"},
        {"company = 5", "11: expected a reference, found a number"},
        {"company in (rival, input.ext)", "company_id IN (rival_id, input.ext)"},
        {"company in (rival, $payer)", "fk_company IN (fk_rival, payer_pk)"},
        {"company in (rival, $payer.id)", "fk_company IN (fk_rival, payer_pk)"},
        {"company in (rival, assignee)",
         "20: 'company' leads to crm.Company, 'assignee' to projects.User"},
        {"company is distinct from input.ext", "company_id IS DISTINCT FROM input.ext"},
        {"coalesce(company, rival) = input.ext", "COALESCE(company_id, rival_id) = input.ext"},
        {"coalesce(company, rival) = $payer", "COALESCE(fk_company, fk_rival) = payer_pk"},
        {"coalesce(company, input.ext) = rival", "COALESCE(company_id, input.ext) = rival_id"},
        {"coalesce(company, input.ext) = pair",
         "32: expected a UUID, found a reference to a row without one"},
        {"nullif(company, $payer) is null", "NULLIF(fk_company, payer_pk) IS NULL"},
        {"case company when rival then 1 when input.ext then 2 end = 1",
         "CASE company_id WHEN rival_id THEN 1 WHEN input.ext THEN 2 END = 1"},
        {"case when active then company else rival end = input.ext",
         "CASE WHEN active THEN company_id ELSE rival_id END = input.ext"},
        {"pair = input.ext", "1: expected a UUID, found a reference to a row without one"},
        {"company < rival", "1: a reference can be compared with = and != only"},
        {"company.id < $payer.id", "1: a reference can be compared with = and != only"},
        {"greatest(company, rival) = company", "10: greatest() cannot be taken of a reference"},
        {"company || 'x' = 'y'", "1: expected text, found a reference"},
        {"company + 1 > 2", "1: a reference + a number cannot be computed"},
        {"company between rival and rival", "1: a reference can be compared with = and != only"},
};

int
main(void)
{
	check_conditions(cases, LENGTH(cases));
	return TEST_RESULT();
}
