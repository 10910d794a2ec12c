package io.mltwin.compute.mlflow;

import io.mltwin.compute.mlflow.MlflowModelBody.AliasBody;
import io.mltwin.compute.mlflow.MlflowModelBody.VersionBody;
import io.mltwin.compute.mlflow.registry.RegisteredModel;
import io.mltwin.compute.mlflow.registry.RegisteredModel.Version;
import io.mltwin.compute.mlflow.search.SearchField;
import io.mltwin.encoding.AsciiCase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shows registered models and their versions as MLflow's. */
final class MlflowModelMapper {

    /** MLflow's stages, in its order. */
    static final List<String> STAGES = List.of("None", "Staging", "Production", "Archived");

    private MlflowModelMapper() {}

    /** A version together with the model that it is of. */
    record Place(RegisteredModel model, Version version) {}

    static MlflowModelBody body(RegisteredModel model) {
        return new MlflowModelBody(
                model.name(),
                model.createdTime().toEpochMilli(),
                model.modifiedTime().toEpochMilli(),
                model.description(),
                latest(model, STAGES),
                MlflowRunMapper.pairs(new TreeMap<>(model.tags())),
                model.aliases().entrySet().stream()
                        .map(one -> new AliasBody(one.getKey(), one.getValue().toString()))
                        .toList());
    }

    /** The newest version of each of these stages that has one. */
    static List<VersionBody> latest(RegisteredModel model, List<String> stages) {
        return stages.stream()
                .flatMap(stage -> model.versions().stream()
                        .filter(one -> AsciiCase.equal(one.stage(), stage))
                        .limit(1))
                .map(version -> body(new Place(model, version)))
                .toList();
    }

    static VersionBody body(Place place) {
        Version version = place.version();
        return new VersionBody(
                place.model().name(),
                Integer.toString(version.version()),
                version.createdTime().toEpochMilli(),
                version.modifiedTime().toEpochMilli(),
                version.stage(),
                version.description(),
                source(version),
                version.runId(),
                "READY",
                MlflowRunMapper.pairs(new TreeMap<>(version.tags())),
                place.model().aliases().entrySet().stream()
                        .filter(one -> one.getValue() == version.version())
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /** The value of a field of a search, null when the model has none. */
    static Object value(RegisteredModel model, SearchField field) {
        if (field.kind() == SearchField.Kind.TAG) {
            return model.tags().get(field.key());
        }
        return switch (field.key()) {
            case "name" -> model.name();
            case "last_updated_timestamp" -> model.modifiedTime().toEpochMilli();
            default -> model.createdTime().toEpochMilli();
        };
    }

    /** The value of a field of a search, null when the version has none. */
    static Object value(Place place, SearchField field) {
        Version version = place.version();
        if (field.kind() == SearchField.Kind.TAG) {
            return version.tags().get(field.key());
        }
        return switch (field.key()) {
            case "name" -> place.model().name();
            case "version_number" -> version.version();
            case "run_id" -> version.runId();
            case "source_path" -> source(version);
            case "last_updated_timestamp" -> version.modifiedTime().toEpochMilli();
            default -> version.createdTime().toEpochMilli();
        };
    }

    private static String source(Version version) {
        return version.source() == null ? ModelSource.downloadUri(version) : version.source();
    }
}
