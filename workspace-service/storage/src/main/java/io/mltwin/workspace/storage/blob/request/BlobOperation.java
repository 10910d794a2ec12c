package io.mltwin.workspace.storage.blob.request;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidQueryIf;

import io.mltwin.access.AccessClient;
import io.mltwin.workspace.storage.access.RequiredPermissions;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.mltwin.workspace.storage.wire.UnknownOperation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The operations of the Blob service that are built, with what each needs: the actions or data
 * actions of Azure RBAC (any one), the letters of a service SAS, and letters and resource type of
 * an account SAS ("Authorize access to blobs", "Create an account SAS").
 */
public enum BlobOperation {
    LIST_CONTAINERS(false, "", "l", 's', "containers/read"),
    GET_SERVICE_PROPERTIES(false, "", "r", 's', "read"),
    SET_SERVICE_PROPERTIES(false, "", "w", 's', "write"),
    GET_SERVICE_STATS(false, "", "r", 's', "read"),
    GET_ACCOUNT_INFORMATION(false, "rwl", "rwl", 's', "getInfo/action"),
    GET_USER_DELEGATION_KEY(false, "", "", 's', "generateUserDelegationKey/action"),
    FIND_BLOBS(true, "", "f", 's', "containers/blobs/filter/action"),
    FIND_BLOBS_IN_CONTAINER(true, "f", "f", 'c', "containers/blobs/filter/action"),
    CREATE_CONTAINER(false, "", "cw", 'c', "containers/write"),
    GET_CONTAINER(false, "", "r", 'c', "containers/read"),
    SET_CONTAINER_METADATA(false, "", "w", 'c', "containers/write"),
    GET_CONTAINER_ACL(false, "", "", 'c', "containers/getAcl/action"),
    SET_CONTAINER_ACL(false, "", "", 'c', "containers/setAcl/action"),
    LEASE_CONTAINER(false, "", "w", 'c', "containers/write"),
    RESTORE_CONTAINER(false, "", "w", 'c', "containers/write"),
    DELETE_CONTAINER(false, "", "d", 'c', "containers/delete"),
    BATCH(true, "dw", "dw", 'o', "containers/blobs/delete", "containers/blobs/write"),
    LIST_BLOBS(true, "l", "l", 'c', "containers/blobs/read"),
    PUT_BLOB(true, "cw", "cw", 'o', "containers/blobs/write"),
    COPY_BLOB(true, "cw", "cw", 'o', "containers/blobs/write"),
    ABORT_COPY(true, "w", "w", 'o', "containers/blobs/write"),
    SNAPSHOT_BLOB(true, "cw", "cw", 'o', "containers/blobs/write"),
    LEASE_BLOB(true, "w", "w", 'o', "containers/blobs/write"),
    SET_BLOB_TIER(true, "w", "w", 'o', "containers/blobs/write"),
    PUT_BLOCK(true, "cw", "cw", 'o', "containers/blobs/write"),
    PUT_BLOCK_LIST(true, "cw", "cw", 'o', "containers/blobs/write"),
    GET_BLOCK_LIST(true, "r", "r", 'o', "containers/blobs/read"),
    APPEND_BLOCK(true, "aw", "aw", 'o', "containers/blobs/write", "containers/blobs/add/action"),
    SEAL_BLOB(true, "w", "w", 'o', "containers/blobs/write"),
    PUT_PAGE(true, "w", "w", 'o', "containers/blobs/write"),
    GET_PAGE_RANGES(true, "r", "r", 'o', "containers/blobs/read"),
    GET_BLOB(true, "r", "r", 'o', "containers/blobs/read"),
    GET_BLOB_PROPERTIES(true, "r", "r", 'o', "containers/blobs/read"),
    SET_BLOB_PROPERTIES(true, "w", "w", 'o', "containers/blobs/write"),
    SET_BLOB_METADATA(true, "w", "w", 'o', "containers/blobs/write"),
    UNDELETE_BLOB(true, "w", "w", 'o', "containers/blobs/write"),
    GET_TAGS(true, "t", "t", 'o', "containers/blobs/tags/read"),
    SET_TAGS(true, "t", "t", 'o', "containers/blobs/tags/write"),
    DELETE_BLOB(true, "d", "d", 'o', "containers/blobs/delete"),
    DELETE_BLOB_VERSION(true, "x", "x", 'o', "containers/blobs/deleteBlobVersion/action"),
    DELETE_BLOB_FOR_GOOD(true, "y", "y", 'o', "containers/blobs/permanentDelete/action");

    private static final String SERVICE = "Microsoft.Storage/storageAccounts/blobServices/";

    private static final Set<BlobOperation> WITHOUT_KEY = EnumSet.of(
            LIST_CONTAINERS,
            GET_SERVICE_PROPERTIES,
            SET_SERVICE_PROPERTIES,
            GET_SERVICE_STATS,
            GET_ACCOUNT_INFORMATION,
            GET_USER_DELEGATION_KEY,
            CREATE_CONTAINER,
            GET_CONTAINER,
            SET_CONTAINER_METADATA,
            GET_CONTAINER_ACL,
            SET_CONTAINER_ACL,
            LEASE_CONTAINER,
            RESTORE_CONTAINER,
            DELETE_CONTAINER,
            BATCH,
            LIST_BLOBS,
            ABORT_COPY,
            LEASE_BLOB,
            SET_BLOB_TIER,
            GET_BLOCK_LIST,
            UNDELETE_BLOB,
            DELETE_BLOB,
            DELETE_BLOB_VERSION,
            DELETE_BLOB_FOR_GOOD);

    private static final Set<BlobOperation> WITH_METADATA = EnumSet.of(
            LIST_CONTAINERS,
            CREATE_CONTAINER,
            GET_CONTAINER,
            SET_CONTAINER_METADATA,
            GET_CONTAINER_ACL,
            SET_CONTAINER_ACL,
            RESTORE_CONTAINER,
            LIST_BLOBS);

    /** Azure's other operations on blobs, by method and comp, which answer 501. */
    private static final Set<String> NOT_BUILT = Set.of(
            "POST query",
            "PUT expiry",
            "PUT immutabilityPolicies",
            "DELETE immutabilityPolicies",
            "PUT incrementalcopy",
            "PUT legalhold");

    private final boolean dataAction;
    private final String sasLetters;
    private final String accountSasLetters;
    private final char accountSasType;
    private final List<String> actions;

    BlobOperation(
            boolean dataAction, String sasLetters, String accountSasLetters, char accountSasType, String... actions) {
        this.dataAction = dataAction;
        this.sasLetters = sasLetters;
        this.accountSasLetters = accountSasLetters;
        this.accountSasType = accountSasType;
        this.actions = Arrays.stream(actions).map(SERVICE::concat).toList();
    }

    RequiredPermissions requiredPermissions(String scope) {
        return new RequiredPermissions(
                actions.stream()
                        .map(action -> new AccessClient.Check(action, scope, dataAction))
                        .toList(),
                sasLetters,
                accountSasLetters,
                accountSasType);
    }

    /** Tells whether a container can allow the operation to everybody. */
    boolean isRead() {
        return switch (this) {
            case LIST_BLOBS, GET_CONTAINER, GET_BLOB, GET_BLOB_PROPERTIES, GET_BLOCK_LIST -> true;
            default -> false;
        };
    }

    /** Tells whether the operation can name a snapshot. */
    boolean isOfSnapshots() {
        return switch (this) {
            case GET_BLOB,
                    GET_BLOB_PROPERTIES,
                    GET_BLOCK_LIST,
                    GET_PAGE_RANGES,
                    GET_TAGS,
                    SET_BLOB_TIER,
                    DELETE_BLOB,
                    DELETE_BLOB_FOR_GOOD -> true;
            default -> false;
        };
    }

    /** Tells whether the operation can name a version. */
    boolean isOfVersions() {
        return switch (this) {
            case GET_BLOB,
                    GET_BLOB_PROPERTIES,
                    GET_TAGS,
                    SET_TAGS,
                    SET_BLOB_TIER,
                    DELETE_BLOB_VERSION,
                    DELETE_BLOB_FOR_GOOD -> true;
            default -> false;
        };
    }

    /**
     * Tells whether the operation is refused while the customer's key of the account cannot be used
     * ("Revoke access to a storage account that uses customer-managed keys").
     *
     * <p>Deviation: while the key is revoked Put Block List, Set Blob Properties and what reads or
     * writes the metadata of a container are refused too.
     */
    boolean needsKey() {
        return !WITHOUT_KEY.contains(this);
    }

    /**
     * Tells whether the operation needs the account's key where a container, or a blob of a list,
     * has metadata.
     */
    boolean mayShowMetadata() {
        return WITH_METADATA.contains(this);
    }

    /**
     * Returns the operation that a request asks for.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code InvalidQueryParameterValue} and 405 {@code
     *     UnsupportedHttpVerb} for what Azure does not know either, 501 {@code
     *     UnsupportedOperation} for what is not built
     */
    static BlobOperation of(String method, BlobAddress address, QueryParameters query, boolean copies) {
        String comp = query.orEmpty("comp");
        String restype = query.orEmpty("restype");
        if (restype.equals("account")) {
            return known(method, comp, "an account", BlobOperation::ofAccount, Set.of());
        }
        if (address.container() == null) {
            return ofRoot(method, restype, comp);
        }
        if (restype.equals("container")) {
            if (address.blob() != null) {
                throw UnknownOperation.noResource();
            }
            return known(method, comp, "a container", BlobOperation::ofContainer, Set.of());
        }
        BlobOperation found = known(method, comp, "a blob", BlobOperation::ofBlob, NOT_BUILT);
        if (!restype.isEmpty()) {
            throw UnknownOperation.restype(restype);
        }
        if (found == PUT_BLOB && copies) {
            return COPY_BLOB;
        }
        return found == DELETE_BLOB ? deletion(address, query) : found;
    }

    private static BlobOperation deletion(BlobAddress address, QueryParameters query) {
        String type = query.get("deletetype");
        if (type == null) {
            return address.isVersion() ? DELETE_BLOB_VERSION : DELETE_BLOB;
        }
        invalidQueryIf(!type.equals("permanent"), "deletetype", type, "it is permanent.");
        return DELETE_BLOB_FOR_GOOD;
    }

    boolean isDeletion() {
        return this == DELETE_BLOB || this == DELETE_BLOB_VERSION || this == DELETE_BLOB_FOR_GOOD;
    }

    private static BlobOperation ofRoot(String method, String restype, String comp) {
        return switch (restype) {
            case "" -> known(method, comp, "the service", BlobOperation::ofService, Set.of());
            case "service" -> known(method, comp, "the service", BlobOperation::ofWholeService, Set.of());
            default -> throw UnknownOperation.restype(restype);
        };
    }

    /** By method and {@code comp}. */
    private static BlobOperation known(
            String method,
            String comp,
            String resource,
            BiFunction<String, String, BlobOperation> table,
            Set<String> notBuilt) {
        BlobOperation found = table.apply(method, comp);
        if (found == null) {
            throw UnknownOperation.of(method, comp, resource, each -> table.apply(each, comp) != null, notBuilt);
        }
        return found;
    }

    private static BlobOperation ofAccount(String method, String comp) {
        return switch (method + " " + comp) {
            case "GET properties", "HEAD properties" -> GET_ACCOUNT_INFORMATION;
            default -> null;
        };
    }

    private static BlobOperation ofService(String method, String comp) {
        return switch (method + " " + comp) {
            case "GET list" -> LIST_CONTAINERS;
            case "GET blobs" -> FIND_BLOBS;
            case "POST batch" -> BATCH;
            default -> null;
        };
    }

    private static BlobOperation ofWholeService(String method, String comp) {
        return switch (method + " " + comp) {
            case "GET properties" -> GET_SERVICE_PROPERTIES;
            case "PUT properties" -> SET_SERVICE_PROPERTIES;
            case "GET stats" -> GET_SERVICE_STATS;
            case "POST userdelegationkey" -> GET_USER_DELEGATION_KEY;
            default -> null;
        };
    }

    private static BlobOperation ofContainer(String method, String comp) {
        return switch (method + " " + comp) {
            case "GET list" -> LIST_BLOBS;
            case "GET blobs" -> FIND_BLOBS_IN_CONTAINER;
            case "GET ", "HEAD ", "GET metadata", "HEAD metadata" -> GET_CONTAINER;
            case "GET acl", "HEAD acl" -> GET_CONTAINER_ACL;
            case "PUT acl" -> SET_CONTAINER_ACL;
            case "PUT lease" -> LEASE_CONTAINER;
            case "PUT " -> CREATE_CONTAINER;
            case "PUT metadata" -> SET_CONTAINER_METADATA;
            case "POST batch" -> BATCH;
            case "PUT undelete" -> RESTORE_CONTAINER;
            case "DELETE " -> DELETE_CONTAINER;
            default -> null;
        };
    }

    private static BlobOperation ofBlob(String method, String comp) {
        return switch (method + " " + comp) {
            case "GET " -> GET_BLOB;
            case "HEAD ", "GET metadata", "HEAD metadata" -> GET_BLOB_PROPERTIES;
            case "GET blocklist" -> GET_BLOCK_LIST;
            case "GET pagelist" -> GET_PAGE_RANGES;
            case "GET tags" -> GET_TAGS;
            case "PUT " -> PUT_BLOB;
            case "PUT copy" -> ABORT_COPY;
            case "PUT snapshot" -> SNAPSHOT_BLOB;
            case "PUT lease" -> LEASE_BLOB;
            case "PUT tier" -> SET_BLOB_TIER;
            case "PUT tags" -> SET_TAGS;
            case "PUT block" -> PUT_BLOCK;
            case "PUT blocklist" -> PUT_BLOCK_LIST;
            case "PUT appendblock" -> APPEND_BLOCK;
            case "PUT seal" -> SEAL_BLOB;
            case "PUT page" -> PUT_PAGE;
            case "PUT undelete" -> UNDELETE_BLOB;
            case "PUT metadata" -> SET_BLOB_METADATA;
            case "PUT properties" -> SET_BLOB_PROPERTIES;
            case "DELETE " -> DELETE_BLOB;
            default -> null;
        };
    }
}
