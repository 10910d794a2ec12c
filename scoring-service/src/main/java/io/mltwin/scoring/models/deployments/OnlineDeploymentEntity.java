package io.mltwin.scoring.models.deployments;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code online_deployment}: what its user wants, and what runs. */
@Entity
@Table(name = "online_deployment")
class OnlineDeploymentEntity {

    @Id
    @Column(name = "arm_key")
    String armKey;

    @Column(name = "arm_id")
    String armId;

    @Column(name = "endpoint_key")
    String endpointKey;

    @Column(name = "workspace_key")
    String workspaceKey;

    String name;
    String location;
    String tags;

    /** JSON of {@link DeploymentSettings}. */
    String wanted;

    /** JSON of {@link DeploymentSettings}; null before the first has been deployed. */
    String running;

    String state;

    @Column(name = "error_code")
    String errorCode;

    @Column(name = "error_message")
    String errorMessage;

    @Column(name = "operation_id")
    String operationId;

    @Column(name = "system_data")
    String systemData;
}
