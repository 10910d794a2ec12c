package io.mltwin.workspace.groups;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;

/** A resource group as other features see it. */
public record ResourceGroup(ArmResourceId id, String location, JsonNode tags) {}
