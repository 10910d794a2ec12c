package io.mltwin.workspace.deployments.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.EvaluationBudget;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The deployment and where it deploys to, as {@code deployment()}, {@code resourceGroup()}, {@code
 * subscription()}, {@code tenant()}, {@code environment()} and {@code deployer()} show them.
 *
 * @param budget of all expressions of the deployment together
 * @param scope a resource group or a subscription
 */
public record DeploymentContext(
        EvaluationBudget budget,
        ArmResourceId scope,
        Supplier<JsonNode> deployment,
        Supplier<JsonNode> resourceGroup,
        Supplier<JsonNode> subscription,
        Supplier<JsonNode> tenant,
        Supplier<JsonNode> environment,
        Supplier<JsonNode> deployer,
        Supplier<Instant> now,
        Supplier<UUID> random) {}
