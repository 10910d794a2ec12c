package io.mltwin.workspace.deployments.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import java.util.function.Supplier;

/**
 * The deployment and where it deploys to, as {@code deployment()}, {@code resourceGroup()}, {@code
 * subscription()}, {@code tenant()}, {@code environment()} and {@code deployer()} show them.
 *
 * @param scope a resource group or a subscription
 */
public record DeploymentContext(
        ArmResourceId scope,
        Supplier<JsonNode> deployment,
        Supplier<JsonNode> resourceGroup,
        Supplier<JsonNode> subscription,
        Supplier<JsonNode> tenant,
        Supplier<JsonNode> environment,
        Supplier<JsonNode> deployer) {}
