-- What keeps the nodes of a cluster in a subnet from being of use; null when nothing does.
alter table compute_target add column network_error text;

-- Whether what a node needs to be of use does not pass the security group of its subnet.
alter table compute_node add column unusable boolean not null default false;
