-- Locks and policy assignments stand at subscriptions and below: at the root they held for every tenant.
delete from resource_lock where scope_key = '/';
delete from policy_assignment where scope_key = '/';
