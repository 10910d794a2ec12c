-- A second factor counts for the account for which it was shown, which in another tenant is another one.
alter table sign_in_grant add column factors text not null default '';
update sign_in_grant set factors = object_id where 'mfa' = any (string_to_array(amr, ' '));
alter table sign_in_grant drop column amr;
