package io.mltwin.compute.assets;

import static io.mltwin.armweb.AzureException.settingNotBuiltIf;
import static io.mltwin.armweb.Json.isGiven;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.NameRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Validates containers and versions of assets. */
final class AssetValidator {

    private static final Set<String> DATA_TYPES = Set.of("uri_file", "uri_folder", "mltable");
    private static final NameRule NAME = NameRule.of(
            "[a-zA-Z0-9][a-zA-Z0-9._-]{0,254}",
            "it has 1 to 255 letters, digits, hyphens, dots and underscores, and begins with a letter or digit.");
    private static final int LONGEST_URI = 4096;

    private AssetValidator() {}

    static void validateContainer(AssetKind kind, ArmResourceId id, AssetBody body) {
        requireName(id.name());
        AssetProperties properties = properties(body);
        if (kind == AssetKind.DATA) {
            requireDataType(properties.dataType());
        }
    }

    static void validateVersion(AssetKind kind, ArmResourceId id, AssetBody body) {
        requireName(id.parent().name());
        requireName(id.name());
        AssetProperties properties = properties(body);
        switch (kind) {
            case CODE -> requireUri("codeUri", properties.codeUri());
            case DATA -> {
                requireDataType(properties.dataType());
                requireUri("dataUri", properties.dataUri());
                requireReferences(properties);
            }
            case COMPONENT -> ComponentValidator.validate(id, properties.componentSpec());
            default -> throw new IllegalStateException(kind.name());
        }
    }

    private static AssetProperties properties(AssetBody body) {
        AssetProperties properties = body.properties();
        invalidIf(properties == null, "properties", "The request content needs properties.");
        settingNotBuiltIf(
                isGiven(properties.autoDeleteSetting()),
                "properties.autoDeleteSetting",
                "nothing deletes data by its age",
                "Leave it out.");
        settingNotBuiltIf(
                isGiven(properties.intellectualProperty()),
                "properties.intellectualProperty",
                "assets of a workspace are its own",
                "Leave it out.");
        requireTexts("tags", properties.tags());
        requireTexts("properties", properties.properties());
        return properties;
    }

    private static void requireTexts(String field, Map<String, String> texts) {
        if (texts.values().stream().anyMatch(Objects::isNull)) {
            throw invalid("properties." + field, "The values of properties.%s are texts.", field);
        }
    }

    private static void requireName(String name) {
        NAME.require(name);
    }

    private static void requireDataType(String type) {
        invalidIf(
                type == null || !DATA_TYPES.contains(type),
                "properties.dataType",
                "properties.dataType must be uri_file, uri_folder or mltable.");
    }

    private static void requireUri(String field, String uri) {
        if (isBlank(uri) || uri.length() > LONGEST_URI) {
            throw invalid("properties." + field, "properties.%s is required, with at most 4096 characters.", field);
        }
    }

    private static void requireReferences(AssetProperties properties) {
        List<String> uris = properties.referencedUris();
        if (uris == null) {
            return;
        }
        invalidIf(
                !properties.dataType().equals("mltable"),
                "properties.referencedUris",
                "Only an mltable has referencedUris.");
        uris.forEach(uri -> requireUri("referencedUris", uri));
    }
}
