package io.mltwin.workspace.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.workspace.index.ResourceIndex;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a deployment has sent is known as long as its resource is there. After a start, deployments
 * go on while the index asks what became of resources: one that is being made is missing, until it
 * is made.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DeployedResourcesResourceTest {

    private static final Fingerprint SENT = new Fingerprint("sent", "");

    @Inject
    DeploymentStore store;

    @Inject
    ResourceIndex index;

    @Inject
    DataSource dataSource;

    private ArmResourceId group;
    private ArmResourceId resource;

    @BeforeEach
    void nameOne() {
        group = ArmResourceId.subscription(UUID.randomUUID().toString()).resourceGroup("deployed_50");
        resource = group.provider("Microsoft.Storage", "storageAccounts", "st");
    }

    /** A step of a deployment in the group. */
    private void step(String state) throws SQLException {
        String deployment = group.key() + "/providers/microsoft.resources/deployments/one";
        change("insert into arm_deployment (key, id, scope_key, name, mode, state, correlation_id, operation_id,"
                + " content, template_hash, tags, cancel_requested, started_at, changed_at) values ('"
                + deployment
                + "', '"
                + deployment
                + "', '"
                + group.key()
                + "', 'one', 'INCREMENTAL', 'Running', 'c', 'o', '', 'h', '{}', false, now(), now())");
        change("insert into arm_deployment_step (deployment_key, resource_key, operation_id, kind, state,"
                + " started_at, changed_at) values ('"
                + deployment
                + "', '"
                + resource.key()
                + "', 'o', 'CREATE', '"
                + state
                + "', now(), now())");
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @ParameterizedTest
    @CsvSource({"Running, true", "Succeeded, false", "Failed, false"})
    void whatIsBeingWrittenIsNotForgotten(String state, boolean known) throws SQLException {
        step(state);
        store.keep(resource, SENT);
        index.remove(resource);

        assertThat(store.fingerprint(resource).isPresent()).isEqualTo(known);
    }

    @Test
    void resourceOfNoDeploymentIsForgottenAndMayBeKeptAgain() {
        store.keep(resource, SENT);
        store.keep(resource, new Fingerprint("again", "stands"));
        assertThat(store.fingerprint(resource)).contains(new Fingerprint("again", "stands"));

        index.remove(resource);
        assertThat(store.fingerprint(resource)).isEmpty();
        store.keep(resource, SENT);
        assertThat(store.fingerprint(resource)).contains(SENT);
    }

    @Test
    void aGroupTakesAllAlong() throws SQLException {
        step("Running");
        store.keep(resource, SENT);
        ArmResourceId other = ArmResourceId.subscription(group.subscriptionId())
                .resourceGroup("deployedX50Y")
                .provider("Microsoft.Storage", "storageAccounts", "st");
        store.keep(other, SENT);

        index.remove(group);

        assertThat(store.fingerprint(resource)).isEmpty();
        assertThat(store.fingerprint(other)).contains(SENT);
    }
}
