package io.mltwin.compute.assets;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.datastores.BlobUri;
import io.mltwin.compute.datastores.DatastoreAccess;
import io.mltwin.compute.datastores.DatastoreBlobs;
import io.mltwin.compute.datastores.DatastoreUri;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks where the content of a new version lies: code in the workspace's storage account, data in
 * a datastore of the workspace or at another address.
 */
@Singleton
record AssetPreparation(DatastoreAccess datastores, DatastoreBlobs blobs) {

    private static final String TABLE_FILE = "MLTable";
    private static final Pattern ADDRESS = AsciiCase.pattern("(?:https?|wasbs?|abfss?|adl)://[^/\\s]+(?:/\\S*)?");

    /** A PUT that is ready to be stored. */
    record Prepared(OpenWorkspace workspace, AssetProperties properties) {}

    /**
     * Checks the addresses of a version, and gives those of datastores their long form.
     *
     * @throws AzureException 400 for an address that is none, or of another workspace
     */
    Prepared prepare(AssetKind kind, OpenWorkspace workspace, AssetProperties given) {
        return new Prepared(
                workspace,
                switch (kind) {
                    case CODE -> code(workspace, given);
                    case DATA -> data(workspace, given);
                    case COMPONENT -> given;
                });
    }

    private AssetProperties code(OpenWorkspace workspace, AssetProperties given) {
        Optional<BlobUri> blob = BlobUri.parse(given.codeUri(), datastores.endpoint());
        invalidIf(
                blob.isEmpty(),
                "properties.codeUri",
                "properties.codeUri must be https://{account}.blob.%s/{container}/{folder}.",
                datastores.endpoint());
        notBuiltIf(
                !AsciiCase.equal(blob.get().account(), workspace.workspace().storageAccountName()),
                "Code outside the workspace's storage account");
        DatastoreUri.of(blob.get().container(), blob.get().path());
        return given;
    }

    private AssetProperties data(OpenWorkspace workspace, AssetProperties given) {
        String uri = given.dataUri();
        Optional<DatastoreUri> place = DatastoreUri.parse(uri, workspace.workspace());
        if (place.isPresent()) {
            requireDatastore(workspace, place.get());
        } else if (DatastoreUri.hasScheme(uri) || !ADDRESS.matcher(uri).matches()) {
            throw invalid(
                    "properties.dataUri",
                    "properties.dataUri must be azureml://datastores/{name}/paths/{path} or an"
                            + " address such as https://{account}.blob.{endpoint}/{container}/{path}.");
        } else {
            place = BlobUri.parse(uri, datastores.endpoint()).flatMap(blob -> datastores.find(workspace, blob));
        }
        if (given.dataType().equals("mltable")) {
            requireTable(workspace, place, given.referencedUris());
        }
        return DatastoreUri.hasScheme(uri)
                ? given.withDataUri(place.orElseThrow().in(workspace.workspace()))
                : given;
    }

    private void requireDatastore(OpenWorkspace workspace, DatastoreUri place) {
        try {
            datastores.requireExists(workspace, place.datastore());
        } catch (AzureException missing) {
            if (missing.status() != 404) {
                throw missing;
            }
            throw invalid("properties.dataUri", missing.getMessage());
        }
    }

    /** A client that has read the MLTable says what it refers to; else it is looked for here. */
    private void requireTable(OpenWorkspace workspace, Optional<DatastoreUri> place, List<String> referencedUris) {
        if (!isEmpty(referencedUris)) {
            return;
        }
        invalidIf(
                place.isEmpty(),
                "properties.referencedUris",
                "Give properties.referencedUris: the MLTable lies in no datastore of the"
                        + " workspace, so nothing here can read it.");
        String folder = place.get().path();
        String file = folder.isEmpty() ? TABLE_FILE : folder + "/" + TABLE_FILE;
        if (!blobs.exists(workspace, place.get().datastore(), file)) {
            throw invalid(
                    "properties.dataUri",
                    "The folder of an mltable must hold a file MLTable; the datastore '%s' has none at '%s'.",
                    place.get().datastore(),
                    file);
        }
    }
}
