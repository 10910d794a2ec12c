package io.mltwin.scoring.models.assets;

import io.mltwin.resourceprovider.Sealed;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.assets.RegisteredModelBody.VersionBody;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows of registered models and of their versions, and what is told of them. */
final class RegisteredModelMapper {

    private RegisteredModelMapper() {}

    static RegisteredModelBody body(RegisteredModelEntity model, List<ModelEntity> versions) {
        Map<String, Integer> aliases = aliases(model);
        // a version that model management deleted has none any more
        aliases.values()
                .retainAll(versions.stream().map(version -> version.version).toList());
        return new RegisteredModelBody(
                model.name,
                Sealed.text(model.description),
                JsonText.map(model.tags),
                aliases,
                model.createdAt,
                model.modifiedAt,
                versions.stream().map(RegisteredModelMapper::version).toList());
    }

    static VersionBody version(ModelEntity model) {
        return new VersionBody(
                model.version,
                Sealed.text(model.description),
                JsonText.map(model.tags),
                model.stage,
                model.url,
                model.source,
                model.runId,
                model.createdAt,
                model.modifiedAt);
    }

    /** Versions by their aliases. */
    static Map<String, Integer> aliases(RegisteredModelEntity model) {
        Map<String, Integer> aliases = new TreeMap<>();
        JsonText.map(model.aliases).forEach((alias, version) -> aliases.put(alias, Integer.valueOf(version)));
        return aliases;
    }

    /** The texts after a change of some of them. */
    static String changed(String texts, Map<String, String> set, List<String> deleted) {
        Map<String, String> all = new TreeMap<>(JsonText.map(texts));
        if (deleted != null) {
            deleted.forEach(all::remove);
        }
        if (set != null) {
            all.putAll(set);
        }
        return JsonText.of(all);
    }
}
