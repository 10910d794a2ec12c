package io.mltwin.workspace.arm;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;

/** Resources as their providers show them. */
public interface ResourceSource {

    /**
     * The resource as it stands, null when there is none.
     *
     * @throws io.mltwin.armweb.AzureException when its provider cannot say
     */
    JsonNode read(ArmResourceId id);
}
