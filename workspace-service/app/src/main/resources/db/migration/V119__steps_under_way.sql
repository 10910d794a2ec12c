-- Whether a deployment is writing a resource right now is asked whenever one is removed.
create index arm_deployment_step_under_way on arm_deployment_step (resource_key) where state = 'Running';
