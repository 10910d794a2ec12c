-- Where a node serves SSH, and why it does not though its cluster has an account.
alter table compute_node add column ssh_port integer;
alter table compute_node add column ssh_error text;
