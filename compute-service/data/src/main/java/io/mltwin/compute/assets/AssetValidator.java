package io.mltwin.compute.assets;

import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Rules;
import io.mltwin.machinelearning.UserErrors;
import io.mltwin.resourceprovider.NameRule;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;

/** Validates containers and versions of assets. */
final class AssetValidator {

    private static final Set<String> DATA_TYPES = Set.of("uri_file", "uri_folder", "mltable");
    private static final NameRule NAME = NameRule.of(
            "[a-zA-Z0-9][a-zA-Z0-9._-]{0,254}",
            "it has 1 to 255 letters, digits, hyphens, dots and underscores, and begins with a letter or digit.");

    private static final Rules<AssetBody> EVERY_ASSET = rules().required(
                    "The request content needs properties.", "properties")
            .settingNotBuilt("nothing deletes data by its age", "Leave it out.", "properties.autoDeleteSetting")
            .settingNotBuilt("assets of a workspace are its own", "Leave it out.", "properties.intellectualProperty")
            .refuse(
                    body -> hasNull(body.properties().tags().values()),
                    "properties.tags",
                    "The values of properties.tags are texts.")
            .refuse(
                    body -> hasNull(body.properties().properties().values()),
                    "properties.properties",
                    "The values of properties.properties are texts.");

    private static final Rules<AssetBody> DATA_CONTAINER = rules().must(
                    DATA_TYPES::contains,
                    "properties.dataType must be uri_file, uri_folder or mltable.",
                    "properties.dataType");

    private static final Rules<AssetBody> CODE = rules().must(
                    AssetValidator::isUri,
                    "properties.codeUri is required, with at most 4096 characters.",
                    "properties.codeUri");

    private static final Rules<AssetBody> DATA = rules().and(DATA_CONTAINER::check)
            .must(
                    AssetValidator::isUri,
                    "properties.dataUri is required, with at most 4096 characters.",
                    "properties.dataUri")
            .when(
                    body -> !"mltable".equals(body.properties().dataType()),
                    rules().absent("Only an mltable has referencedUris.", "properties.referencedUris"))
            .refuse(
                    body -> !orEmpty(body.properties().referencedUris()).stream()
                            .allMatch(AssetValidator::isUri),
                    "properties.referencedUris",
                    "properties.referencedUris is required, with at most 4096 characters.");

    private AssetValidator() {}

    private static Rules<AssetBody> rules() {
        return Rules.of(AssetBody.class, "", UserErrors::invalid);
    }

    static void validateContainer(AssetKind kind, ArmResourceId id, AssetBody body) {
        NAME.require(id.name());
        EVERY_ASSET.check(body);
        if (kind == AssetKind.DATA) {
            DATA_CONTAINER.check(body);
        }
    }

    static void validateVersion(AssetKind kind, ArmResourceId id, AssetBody body) {
        NAME.require(id.parent().name());
        NAME.require(id.name());
        EVERY_ASSET.check(body);
        switch (kind) {
            case CODE -> CODE.check(body);
            case DATA -> DATA.check(body);
            case COMPONENT -> ComponentValidator.validate(id, body.properties().componentSpec());
            default -> throw new IllegalStateException(kind.name());
        }
    }

    private static boolean hasNull(Collection<String> texts) {
        return texts.stream().anyMatch(Objects::isNull);
    }

    private static boolean isUri(String uri) {
        return !isBlank(uri) && uri.length() <= 4096;
    }
}
