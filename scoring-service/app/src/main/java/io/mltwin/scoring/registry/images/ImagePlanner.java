package io.mltwin.scoring.registry.images;

import static io.mltwin.scoring.ModelManagementErrors.badRequest;
import static io.mltwin.scoring.ModelManagementErrors.badRequestIf;
import static io.mltwin.scoring.ModelManagementErrors.required;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.models.artifacts.ArtifactClient;
import io.mltwin.scoring.models.artifacts.ArtifactUrl;
import io.mltwin.scoring.models.assets.ModelContent;
import io.mltwin.scoring.models.assets.ModelService;
import io.mltwin.scoring.models.assets.RegisteredModel;
import io.mltwin.scoring.models.assets.RegisteredModel.ContentFile;
import io.mltwin.scoring.registry.images.CuratedEnvironments.CuratedEnvironment;
import io.mltwin.scoring.registry.images.ImageBody.AssetReference;
import io.mltwin.scoring.registry.images.ImageRequest.CodeFolder;
import io.mltwin.scoring.workspaces.WorkspaceView;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds everything an image request names and refuses what is missing: models, entry script,
 * further files, environment. Without an entry script the model must be an MLflow or ONNX model
 * (Azure's no-code deployment).
 */
@Singleton
record ImagePlanner(
        ModelService models, ModelContent content, ArtifactClient artifacts, CuratedEnvironments environments) {

    ImagePlan plan(WorkspaceView workspace, String workspaceKey, ImageRequest request) {
        if (request.modelIds().isEmpty() && request.driverProgram() == null && request.code() == null) {
            throw required("modelIds");
        }
        Map<String, String> variables = EnvironmentVariables.of(request.environment());
        List<RegisteredModel> found = request.modelIds().stream()
                .map(id -> models.forImage(workspace, workspaceKey, id))
                .toList();
        List<ContentFile> files = new ArrayList<>();
        String script = request.code() != null
                ? script(workspace, request.code(), files)
                : request.driverProgram() == null ? null : script(workspace, workspaceKey, request, files);
        if (script == null) {
            environments.validateSections(request.environment());
            requireNoCode(found);
            return new ImagePlan(found, null, files, environmentOf(found.get(0)), variables);
        }
        return new ImagePlan(found, script, files, environments.choose(request.environment(), script), variables);
    }

    /** Returns the entry script of a code asset, whose files go along with it. */
    private String script(WorkspaceView workspace, CodeFolder code, List<ContentFile> files) {
        String prefix = code.path().replaceAll("/+$", "") + "/";
        artifacts.list(workspace, code.container(), prefix).stream()
                .map(file -> new ContentFile(file.path().substring(prefix.length()), file))
                .forEach(files::add);
        badRequestIf(
                files.stream().noneMatch(file -> file.name().equals(code.script())),
                "ScoringScriptNotFound",
                "The code has no file '%s', the scoring script.",
                code.script());
        return supported(code.script());
    }

    private static String supported(String script) {
        badRequestIf(
                !script.endsWith(".py") && !script.endsWith(".java"),
                "UnsupportedDriverProgram",
                "The entry script '%s' is neither .py nor .java.",
                script);
        return script;
    }

    private String script(WorkspaceView workspace, String workspaceKey, ImageRequest request, List<ContentFile> files) {
        String driver = request.driverProgram();
        String script = null;
        for (AssetReference asset : request.assets()) {
            List<ContentFile> ofAsset = content.files(workspace, workspaceKey, asset.url());
            boolean single =
                    ofAsset.size() == 1 && asset.id() != null && asset.id().matches("[A-Za-z0-9_.-]+\\.[A-Za-z0-9]+");
            for (ContentFile file : ofAsset) {
                files.add(single ? new ContentFile(asset.id(), file.file()) : file);
            }
            if (driver.equals(asset.id())) {
                script = (single ? asset.id() : only(ofAsset, driver));
            }
        }
        if (script == null) {
            String url = ArtifactUrl.parse(driver) != null
                    ? driver
                    : content.isAsset(workspaceKey, driver) ? "aml://asset/" + driver : null;
            badRequestIf(
                    url == null,
                    "DriverProgramNotFound",
                    "The driverProgram '%s' is neither the id of an asset nor an aml:// URL.",
                    driver);
            List<ContentFile> ofDriver = content.files(workspace, workspaceKey, url);
            files.addAll(ofDriver);
            script = only(ofDriver, driver);
        }
        return supported(script);
    }

    /** The entry script of several files is the one that is called so. */
    private static String only(List<ContentFile> files, String driver) {
        List<String> scripts = files.stream()
                .map(ContentFile::name)
                .filter(name -> name.endsWith(".py") || name.endsWith(".java"))
                .toList();
        if (scripts.size() == 1) {
            return scripts.get(0);
        }
        return scripts.stream()
                .filter(name -> name.matches("(.*/)?[sS]core\\.(py|java)"))
                .findFirst()
                .orElseThrow(() -> badRequest(
                        "DriverProgramNotFound",
                        "The driverProgram '%s' has %s scripts, none of which is called score.",
                        driver,
                        scripts.size()));
    }

    /** An MLflow model says itself how it is served; whether it can be shows at its start. */
    private static void requireNoCode(List<RegisteredModel> models) {
        boolean served = models.size() == 1 && (models.get(0).isMlflow() || isOnnx(models.get(0)));
        badRequestIf(
                !served,
                "MissingDriverProgram",
                "A driverProgram (entry script) is required: only an image of one mlflow_model,"
                        + " or of one model with framework Onnx and one .onnx file, needs none.");
    }

    /** An MLflow model with an ONNX file in it is served as an ONNX model. */
    private CuratedEnvironment environmentOf(RegisteredModel model) {
        boolean hasOnnx = model.files().stream().anyMatch(file -> file.name().endsWith(".onnx"));
        return (hasOnnx ? environments.forModels() : environments.forMlflow()).environment();
    }

    private static boolean isOnnx(RegisteredModel model) {
        return AsciiCase.equal("Onnx", model.framework())
                && model.files().stream()
                                .filter(file -> file.name().endsWith(".onnx"))
                                .count()
                        == 1;
    }

    /**
     * The parts of an image, all of them found.
     *
     * @param script name of the entry script among {@code files}; null for a model that needs none
     * @param environment of the script, or the one that serves the model
     * @param variables of the environment, which the script finds
     */
    record ImagePlan(
            List<RegisteredModel> models,
            String script,
            List<ContentFile> files,
            CuratedEnvironment environment,
            Map<String, String> variables) {}
}
