package io.mltwin.compute.jobs;

import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.compute.jobs.JobErrors.registered;
import static io.mltwin.compute.jobs.JobErrors.unknown;
import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.machinelearning.UserErrors.invalidIf;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.assets.AssetKind;
import io.mltwin.compute.assets.AssetService;
import io.mltwin.compute.assets.AssetVersion;
import io.mltwin.compute.datastores.BlobUri;
import io.mltwin.compute.datastores.DatastoreAccess;
import io.mltwin.compute.datastores.DatastoreUri;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.execution.CommandRun;
import io.mltwin.compute.execution.JobBinding;
import io.mltwin.compute.execution.RunData;
import io.mltwin.compute.snapshots.SnapshotService;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Looks up the code, the inputs and the outputs of a job, and asks whether its submitter may read
 * or register them.
 */
@Singleton
record JobData(
        AssetService assets, DatastoreAccess datastores, SnapshotService snapshots, LinkedAccessAuthorizer access) {

    private static final String READ_DATASTORE = "Microsoft.MachineLearningServices/workspaces/datastores/read";
    private static final String WRITE_DATA = "Microsoft.MachineLearningServices/workspaces/data/versions/write";
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** A job whose data is being looked up. */
    private record Lookup(OpenWorkspace open, ArmCall call, ArmResourceId workspace) {}

    /** Where a binding lies. */
    private record Place(DatastoreUri datastore, String uri) {}

    /**
     * The run with what its target is to fetch and to store.
     *
     * @throws AzureException 400 for what is not there or does not fit, 403 {@code
     *     LinkedAuthorizationFailed}, 409, 501
     */
    CommandRun resolve(OpenWorkspace open, ArmCall call, CommandRun run) {
        Lookup lookup =
                new Lookup(open, call, ArmResourceId.parse(open.workspace().id()));
        List<RunData> data = new ArrayList<>();
        Map<String, String> direct = new TreeMap<>();
        ObjectNode definition = run.definition().deepCopy();
        for (JobBinding binding : run.bindings()) {
            Place place = binding.isInput() ? input(lookup, binding) : output(lookup, run, binding);
            if (binding.mode() == JobBinding.Mode.DIRECT) {
                direct.put(binding.key(), place.uri());
            } else {
                data.add(binding.at(
                        place.datastore().datastore(), place.datastore().path()));
            }
            if (!binding.isInput()) {
                JobDefinition.showOutput(definition, binding, place.uri());
            }
        }
        return run.resolved(code(lookup, run.code()), data, direct, definition);
    }

    private CommandRun.Source code(Lookup lookup, CommandRun.Code code) {
        if (code == null) {
            return null;
        }
        requireRead(lookup, AssetKind.CODE, code.name(), code.version());
        Optional<AssetVersion> found = find(lookup, AssetKind.CODE, code.name(), code.version());
        if (found.isPresent()) {
            BlobUri uri = BlobUri.parse(found.get().properties().codeUri(), datastores.endpoint())
                    .orElseThrow();
            return new CommandRun.Source(found.get().snapshotId().toString(), uri.container(), uri.path());
        }
        // a snapshot of the content service is named as code, too: its id, in any version
        if (GUID.matcher(code.name()).matches()
                && snapshots.find(lookup.open().workspace(), code.name()).isPresent()) {
            return new CommandRun.Source(code.name(), null, null);
        }
        throw unknown("properties.codeId", "code '" + code.name() + "' with the version '" + code.version() + "'");
    }

    private Place input(Lookup lookup, JobBinding binding) {
        String target = target(binding);
        Optional<JobAsset> asset = JobAsset.parse(binding.uri(), lookup.workspace(), target);
        if (asset.isEmpty()) {
            return place(lookup, binding, binding.uri(), target);
        }
        if (asset.get().isModel(binding)) {
            throw settingNotBuilt(
                    target + ".uri", "a job looks up no models", "Name the model's folder in a datastore.");
        }
        requireRead(lookup, AssetKind.DATA, asset.get().name(), asset.get().version());
        AssetVersion data = find(
                        lookup, AssetKind.DATA, asset.get().name(), asset.get().version())
                .orElseThrow(() -> unknown(target, "data asset '" + binding.uri() + "'"));
        if (!binding.type().equals(data.properties().dataType())) {
            throw invalid(
                    target,
                    "The data asset '%s' is of the type %s, and the input of the type %s.",
                    binding.uri(),
                    data.properties().dataType(),
                    binding.type());
        }
        return place(lookup, binding, data.properties().dataUri(), target);
    }

    private Place output(Lookup lookup, CommandRun run, JobBinding binding) {
        String target = target(binding);
        invalidIf(
                binding.uri() != null
                        && JobAsset.parse(binding.uri(), lookup.workspace(), target)
                                .isPresent(),
                target,
                "An output goes to a path of a datastore; the versions of assets are read only.");
        requireFreeVersion(lookup, binding, target);
        Place place = place(lookup, binding, binding.uri() == null ? usualPlace(run, binding) : binding.uri(), target);
        invalidIf(
                place.datastore() != null
                        && place.datastore().isFolder()
                        && binding.type().equals("uri_file"),
                target,
                "The URI of a uri_file names a file, not a folder.");
        return place;
    }

    private static String usualPlace(CommandRun run, JobBinding binding) {
        return "azureml://datastores/"
                + Expressions.DEFAULT_DATASTORE
                + "/paths/azureml/"
                + run.runId()
                + "/"
                + binding.name()
                + (binding.type().equals("uri_file") ? "" : "/");
    }

    private void requireFreeVersion(Lookup lookup, JobBinding binding, String target) {
        if (binding.assetName() == null) {
            return;
        }
        String version = binding.assetVersion();
        access.require(
                lookup.call(),
                WRITE_DATA,
                lookup.workspace()
                        .child(AssetKind.DATA.segment(), binding.assetName())
                        .child("versions", requireNonNullElse(version, "1")));
        if (version != null
                && find(lookup, AssetKind.DATA, binding.assetName(), version).isPresent()) {
            throw registered(target, binding.assetName(), version);
        }
    }

    private Place place(Lookup lookup, JobBinding binding, String uri, String target) {
        Optional<DatastoreUri> datastore = DatastoreUri.parse(uri, lookup.open().workspace())
                .or(() -> BlobUri.parse(uri, datastores.endpoint())
                        .flatMap(blob -> datastores.find(lookup.open(), blob)));
        if (datastore.isEmpty()) {
            if (binding.mode() == JobBinding.Mode.DIRECT && !DatastoreUri.hasScheme(uri)) {
                return new Place(null, uri);
            }
            throw settingNotBuilt(
                    target + ".uri",
                    "a target moves data of the workspace's datastores alone",
                    "Register a datastore for '" + uri + "', or give the mode Direct.");
        }
        requireDatastore(lookup, datastore.get().datastore(), target);
        return new Place(
                datastore.get(),
                DatastoreUri.hasScheme(uri) ? datastore.get().in(lookup.open().workspace()) : uri);
    }

    private void requireDatastore(Lookup lookup, String name, String target) {
        access.require(lookup.call(), READ_DATASTORE, lookup.workspace().child("datastores", name));
        try {
            datastores.check(lookup.open(), name, true);
        } catch (AzureException missing) {
            if (missing.status() == 404) {
                throw unknown(target, "datastore '" + name + "'");
            }
            throw missing;
        }
    }

    private Optional<AssetVersion> find(Lookup lookup, AssetKind kind, String name, String version) {
        return assets.find(lookup.open().history(), kind, name, version);
    }

    /** Before it is known whether there is one, which not everyone may know. */
    private void requireRead(Lookup lookup, AssetKind kind, String name, String version) {
        ArmResourceId asset = lookup.workspace().child(kind.segment(), name);
        access.require(lookup.call(), kind.readAction(), version == null ? asset : asset.child("versions", version));
    }

    private static String target(JobBinding binding) {
        return "properties." + binding.expression();
    }

    /** The definition of a job as its GET shows it: with what was left to Azure ML filled in. */
    static final class JobDefinition {

        private JobDefinition() {}

        /** Notes where an output goes, and how. */
        static void showOutput(ObjectNode definition, JobBinding output, String uri) {
            JsonNode outputs = definition.get("outputs");
            JsonNode given = outputs.get(output.name());
            ObjectNode shown =
                    given instanceof ObjectNode object ? object : ((ObjectNode) outputs).putObject(output.name());
            shown.put("jobOutputType", output.type())
                    .put(
                            "mode",
                            switch (output.mode()) {
                                case MOUNT -> "ReadWriteMount";
                                case TRANSFER -> "Upload";
                                case DIRECT -> "Direct";
                            })
                    .put("uri", uri);
        }
    }
}
