package io.mltwin.workspace.storage.file;

import static io.mltwin.workspace.storage.wire.DataErrors.unsupported;
import static io.mltwin.workspace.storage.wire.DataErrors.unsupportedIf;

import io.mltwin.access.AccessClient;
import io.mltwin.workspace.storage.access.RequiredPermissions;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.mltwin.workspace.storage.wire.UnknownOperation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The operations of the File service that are built, with what each needs: the action of Azure RBAC
 * (of files a data action, and the one for backup intent with it), the letters of a service SAS,
 * and letters and resource type of an account SAS.
 */
enum FileOperation {
    LIST_SHARES("shares/read", "", "l", 's'),
    CREATE_SHARE("shares/write", "", "cw", 'c'),
    GET_SHARE("shares/read", "", "r", 'c'),
    SET_SHARE("shares/write", "", "w", 'c'),
    GET_SERVICE_PROPERTIES("read", "", "r", 's'),
    GET_SHARE_ACL("shares/read", "", "", 'c'),
    SET_SHARE_ACL("shares/write", "", "", 'c'),
    GET_SHARE_STATISTICS("shares/read", "", "r", 'c'),
    DELETE_SHARE("shares/delete", "", "d", 'c'),
    LIST("fileshares/files/read", "l", "l", 'c'),
    CREATE_DIRECTORY("fileshares/files/write", "cw", "cw", 'o'),
    GET_DIRECTORY("fileshares/files/read", "r", "r", 'o'),
    SET_DIRECTORY_METADATA("fileshares/files/write", "w", "w", 'o'),
    DELETE_DIRECTORY("fileshares/files/delete", "d", "d", 'o'),
    CREATE_FILE("fileshares/files/write", "cw", "cw", 'o'),
    PUT_RANGE("fileshares/files/write", "w", "w", 'o'),
    LIST_RANGES("fileshares/files/read", "r", "r", 'o'),
    GET_FILE("fileshares/files/read", "r", "r", 'o'),
    GET_FILE_PROPERTIES("fileshares/files/read", "r", "r", 'o'),
    SET_FILE_PROPERTIES("fileshares/files/write", "w", "w", 'o'),
    SET_FILE_METADATA("fileshares/files/write", "w", "w", 'o'),
    DELETE_FILE("fileshares/files/delete", "d", "d", 'o');

    private static final Set<FileOperation> WITHOUT_KEY = EnumSet.of(
            LIST_SHARES,
            GET_SERVICE_PROPERTIES,
            GET_SHARE_ACL,
            SET_SHARE_ACL,
            GET_SHARE_STATISTICS,
            DELETE_SHARE,
            LIST,
            DELETE_DIRECTORY,
            DELETE_FILE);

    private static final String SERVICE = "Microsoft.Storage/storageAccounts/fileServices/";

    /** Azure's other operations on files, by method and comp, which answer 501. */
    private static final Set<String> NOT_BUILT_OF_SERVICE = Set.of("PUT properties", "POST userdelegationkey");

    private static final Set<String> NOT_BUILT_OF_SHARES =
            Set.of("PUT lease", "PUT snapshot", "PUT undelete", "PUT filepermission", "GET filepermission");

    private static final Set<String> NOT_BUILT_OF_DIRECTORIES = Set.of("PUT properties", "PUT rename");

    /** Handles are asked for without restype, of directories too. */
    private static final Set<String> NOT_BUILT_OF_FILES =
            Set.of("PUT lease", "PUT copy", "PUT rename", "GET listhandles", "PUT forceclosehandles");

    private final String action;
    private final String sasLetters;
    private final String accountSasLetters;
    private final char accountSasType;

    FileOperation(String action, String sasLetters, String accountSasLetters, char type) {
        this.action = action;
        this.sasLetters = sasLetters;
        this.accountSasLetters = accountSasLetters;
        this.accountSasType = type;
    }

    boolean isData() {
        return action.startsWith("fileshares/");
    }

    /** Returns whether the account's data key can come to be needed: for content or metadata. */
    boolean mayNeedKey() {
        return !WITHOUT_KEY.contains(this);
    }

    List<RequiredPermissions> requiredPermissions(String scope) {
        List<RequiredPermissions> all = new ArrayList<>(List.of(requiredPermissions(SERVICE + action, scope)));
        if (isData()) {
            String semantics =
                    action.endsWith("/read") ? "readFileBackupSemantics/action" : "writeFileBackupSemantics/action";
            all.add(requiredPermissions(SERVICE + semantics, scope));
        }
        return all;
    }

    private RequiredPermissions requiredPermissions(String full, String scope) {
        return new RequiredPermissions(
                List.of(new AccessClient.Check(full, scope, isData())), sasLetters, accountSasLetters, accountSasType);
    }

    static FileOperation of(String method, FileAddress address, QueryParameters query) {
        unsupportedIf(query.has("sharesnapshot"), "Snapshots of shares");
        String restype = query.orEmpty("restype");
        String comp = query.orEmpty("comp");
        if (address.share() == null) {
            return ofRoot(method, restype, comp);
        }
        return switch (restype) {
            case "share" -> {
                if (!address.isRoot()) {
                    throw UnknownOperation.noResource();
                }
                yield known(method, comp, "a share", FileOperation::ofShare, NOT_BUILT_OF_SHARES);
            }
            case "directory" ->
                known(method, comp, "a directory", FileOperation::ofDirectory, NOT_BUILT_OF_DIRECTORIES);
            case "" -> {
                if (address.isRoot() && !comp.endsWith("handles")) {
                    throw UnknownOperation.restype(restype);
                }
                yield known(method, comp, "a file", FileOperation::ofFile, NOT_BUILT_OF_FILES);
            }
            case "hardlink", "symboliclink" -> throw unsupported("A link to a file (restype=" + restype + ")");
            default -> throw UnknownOperation.restype(restype);
        };
    }

    private static FileOperation ofRoot(String method, String restype, String comp) {
        return switch (restype) {
            case "" -> known(method, comp, "the service", FileOperation::ofService, Set.of());
            case "service" -> known(method, comp, "the service", FileOperation::ofWholeService, NOT_BUILT_OF_SERVICE);
            default -> throw UnknownOperation.restype(restype);
        };
    }

    /** By method and {@code comp}. */
    private static FileOperation known(
            String method,
            String comp,
            String resource,
            BiFunction<String, String, FileOperation> table,
            Set<String> notBuilt) {
        FileOperation found = table.apply(method, comp);
        if (found == null) {
            throw UnknownOperation.of(method, comp, resource, each -> table.apply(each, comp) != null, notBuilt);
        }
        return found;
    }

    private static FileOperation ofService(String method, String comp) {
        return method.equals("GET") && comp.equals("list") ? LIST_SHARES : null;
    }

    private static FileOperation ofWholeService(String method, String comp) {
        return method.equals("GET") && comp.equals("properties") ? GET_SERVICE_PROPERTIES : null;
    }

    private static FileOperation ofShare(String method, String comp) {
        return switch (method + " " + comp) {
            case "PUT " -> CREATE_SHARE;
            case "GET ", "HEAD ", "GET metadata", "HEAD metadata" -> GET_SHARE;
            case "PUT metadata", "PUT properties" -> SET_SHARE;
            case "GET acl", "HEAD acl" -> GET_SHARE_ACL;
            case "PUT acl" -> SET_SHARE_ACL;
            case "GET stats" -> GET_SHARE_STATISTICS;
            case "DELETE " -> DELETE_SHARE;
            default -> null;
        };
    }

    private static FileOperation ofDirectory(String method, String comp) {
        return switch (method + " " + comp) {
            case "GET list" -> LIST;
            case "PUT " -> CREATE_DIRECTORY;
            case "GET ", "HEAD ", "GET metadata", "HEAD metadata" -> GET_DIRECTORY;
            case "PUT metadata" -> SET_DIRECTORY_METADATA;
            case "DELETE " -> DELETE_DIRECTORY;
            default -> null;
        };
    }

    private static FileOperation ofFile(String method, String comp) {
        return switch (method + " " + comp) {
            case "PUT " -> CREATE_FILE;
            case "PUT range" -> PUT_RANGE;
            case "GET rangelist" -> LIST_RANGES;
            case "GET " -> GET_FILE;
            case "HEAD ", "GET metadata", "HEAD metadata" -> GET_FILE_PROPERTIES;
            case "PUT properties" -> SET_FILE_PROPERTIES;
            case "PUT metadata" -> SET_FILE_METADATA;
            case "DELETE " -> DELETE_FILE;
            default -> null;
        };
    }
}
