package io.mltwin.compute.assets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.resourceprovider.SystemData;

/** Makes the bodies of containers and versions as Azure Resource Manager shows them. */
final class AssetMapper {

    private AssetMapper() {}

    static ObjectNode container(ArmResourceId workspace, AssetContainer asset) {
        ObjectNode properties = texts(asset.properties());
        properties
                .put("isArchived", asset.isArchived())
                .put("latestVersion", asset.latestVersion())
                .put("nextVersion", asset.nextVersion());
        if (asset.kind() == AssetKind.DATA) {
            properties.put("dataType", asset.properties().dataType());
        } else {
            properties.put("provisioningState", "Succeeded");
        }
        return resource(workspace.child(asset.kind().segment(), asset.name()), properties, asset.systemData());
    }

    static ObjectNode version(ArmResourceId workspace, AssetVersion asset) {
        AssetProperties given = asset.properties();
        ObjectNode properties = texts(given);
        properties.put("isAnonymous", given.isAnonymous()).put("isArchived", given.isArchived());
        if (given.stage() != null) {
            properties.put("stage", given.stage());
        }
        switch (asset.kind()) {
            case CODE -> properties.put("codeUri", given.codeUri());
            case DATA -> {
                properties.put("dataType", given.dataType()).put("dataUri", given.dataUri());
                if (given.referencedUris() != null) {
                    properties.set("referencedUris", Json.tree(given.referencedUris()));
                }
            }
            case COMPONENT -> properties.set("componentSpec", given.componentSpec());
            default -> throw new IllegalStateException(asset.kind().name());
        }
        if (asset.kind() != AssetKind.DATA) {
            properties.put("provisioningState", "Succeeded");
        }
        return resource(
                workspace.child(asset.kind().segment(), asset.name()).child("versions", asset.version()),
                properties,
                asset.systemData());
    }

    private static ObjectNode texts(AssetProperties given) {
        ObjectNode properties = Json.object().put("description", given.description());
        properties.set("tags", Json.tree(given.tags()));
        properties.set("properties", Json.tree(given.properties()));
        return properties;
    }

    private static ObjectNode resource(ArmResourceId id, ObjectNode properties, SystemData systemData) {
        ObjectNode body =
                Json.object().put("id", id.toString()).put("name", id.name()).put("type", id.type());
        body.set("properties", properties);
        body.set("systemData", Json.tree(systemData));
        return body;
    }
}
