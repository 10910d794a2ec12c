-- An order has the version that it makes from its beginning, and keeps it when it is forgotten.
alter table certificate_order add column version text;
alter table certificate_order add column created_at timestamptz;
update certificate_order set version = request_id, created_at = now();
alter table certificate_order alter column version set not null;
alter table certificate_order alter column created_at set not null;
