package io.mltwin.workspace.deployments;

import static io.mltwin.workspace.deployments.DeploymentClient.body;
import static io.mltwin.workspace.deployments.DeploymentClient.id;
import static io.mltwin.workspace.deployments.DeploymentClient.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A resource group has at most 800 deployments; those that another deployment makes count too. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DeploymentQuotaResourceTest {

    private static final AtomicInteger GROUPS = new AtomicInteger();

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestDatabase database;

    private DeploymentClient client;
    private String group;

    @BeforeEach
    void aGroupWithADeployment() {
        client = new DeploymentClient(issuer, decisions, service);
        group = client.group("quota" + GROUPS.incrementAndGet());
        client.deploy(id(group, "first"), empty());
    }

    private static JsonNode empty() {
        return body("Incremental", template("'resources':[]"), "{}");
    }

    /** Copies of the first deployment, each a second older than the one before. */
    private void fill(int count, String state) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement copies = connection.prepareStatement("insert into arm_deployment (key, id, scope_key,"
                        + " name, tags, mode, state, correlation_id, operation_id, content, template_hash, cancel_requested,"
                        + " started_at, changed_at) select key || n, id || n, scope_key, 'copy' || n, tags, mode, ?,"
                        + " correlation_id, operation_id, content, template_hash, false, started_at - n * interval '1 second',"
                        + " changed_at from arm_deployment, generate_series(1, ?) n where scope_key = lower(?)")) {
            copies.setString(1, state);
            copies.setInt(2, count);
            copies.setString(3, group);
            assertThat(copies.executeUpdate()).isEqualTo(count);
        }
    }

    private List<String> names() throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement rows = connection.prepareStatement(
                        "select name from arm_deployment where scope_key = lower(?) order by started_at desc")) {
            rows.setString(1, group);
            List<String> names = new ArrayList<>();
            for (ResultSet row = rows.executeQuery(); row.next(); ) {
                names.add(row.getString(1));
            }
            return names;
        }
    }

    private void refused() {
        client.put(id(group, "next"), empty())
                .then()
                .statusCode(409)
                .body("error.code", equalTo("DeploymentQuotaExceeded"));
    }

    @Test
    void theOldestThatHaveEndedGoFromSevenHundredOn() throws SQLException {
        // Given
        fill(698, "Succeeded");
        client.deploy(id(group, "next"), empty());
        assertThat(names()).hasSize(700);

        // When
        client.deploy(id(group, "last"), empty());

        // Then
        assertThat(names())
                .hasSize(600)
                .startsWith("last", "next", "first", "copy1")
                .endsWith("copy597");
    }

    @Test
    void deploymentsUnderWayStayAndNoneIsAddedToEightHundred() throws SQLException {
        fill(800, "Running");
        client.put(id(group, "first"), empty()).then().statusCode(200);
        refused();
        assertThat(names()).hasSize(801);
    }

    @Test
    void aLockedGroupKeepsItsDeployments() throws SQLException {
        fill(799, "Failed");
        client.asOwner()
                .body("{\"properties\":{\"level\":\"CanNotDelete\"}}")
                .put(group + "/providers/Microsoft.Authorization/locks/keep?api-version=2016-09-01")
                .then()
                .statusCode(201);
        refused();
        assertThat(names()).hasSize(800);
    }

    @Test
    void nestedLoopsEndAtTheQuota() throws SQLException {
        // Given
        fill(790, "Running");
        String nested = "'resources':[]";
        for (int level = 0; level < 3; level++) {
            nested = "'resources':[{'type':'Microsoft.Resources/deployments','apiVersion':'2021-04-01',"
                    + "'name':'[concat(deployment().name, `-`, copyIndex())]','copy':{'name':'l','count':3},'properties':{"
                    + "'mode':'Incremental','expressionEvaluationOptions':{'scope':'inner'},'template':"
                    + template(nested).toString().replace('\'', '`').replace('"', '\'') + "}}]";
        }

        // When
        Response taken = client.put(id(group, "top"), body("Incremental", template(nested), "{}"));

        // Then
        taken.then().statusCode(201);
        assertThat(client.end(taken)).isEqualTo("Failed");
        assertThat(errors()).contains("DeploymentQuotaExceeded");
        assertThat(names()).hasSizeLessThanOrEqualTo(800);
    }

    private String errors() throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement rows = connection.prepareStatement(
                        "select string_agg(error, ' ') from arm_deployment where scope_key = lower(?)")) {
            rows.setString(1, group);
            ResultSet row = rows.executeQuery();
            row.next();
            return row.getString(1);
        }
    }
}
