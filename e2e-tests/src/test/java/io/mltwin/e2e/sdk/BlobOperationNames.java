package io.mltwin.e2e.sdk;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import io.mltwin.e2e.sdk.SdkOperation.Area;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The Blob service's operations, told from a request. */
final class BlobOperationNames {
    private BlobOperationNames() {}

    /** What is not named here is {@link SdkOperation#unnamed}. */
    static SdkOperation of(HttpRequest request) {
        String path = request.getUrl().getPath();
        Map<String, String> query = query(request.getUrl().getQuery());
        String call = request.getHttpMethod()
                + " "
                + query.getOrDefault("restype", "")
                + " "
                + query.getOrDefault("comp", "");
        Area area = area(path, query);
        String name = switch (area) {
            case BLOB_SERVICE -> ofService(call);
            case CONTAINERS -> ofContainer(call, request, query);
            default -> ofBlob(call, request, query);
        };
        return name == null ? SdkOperation.unnamed(area, call) : new SdkOperation(area, name);
    }

    private static Area area(String path, Map<String, String> query) {
        if (path.length() <= 1 || "account".equals(query.get("restype"))) {
            return Area.BLOB_SERVICE;
        }
        return "container".equals(query.get("restype")) ? Area.CONTAINERS : Area.BLOBS;
    }

    private static Map<String, String> query(String query) {
        return query == null
                ? Map.of()
                : Arrays.stream(query.split("&"))
                        .map(one -> one.split("=", 2))
                        .collect(Collectors.toMap(
                                one -> one[0].toLowerCase(Locale.ROOT),
                                one -> one.length == 1 ? "" : one[1],
                                (first, second) -> first));
    }

    private static String ofService(String call) {
        return switch (call) {
            case "GET  list" -> "List Containers";
            case "GET  blobs" -> "Find Blobs by Tags";
            case "GET service properties" -> "Get Blob Service Properties";
            case "PUT service properties" -> "Set Blob Service Properties";
            case "GET account properties", "HEAD account properties" -> "Get Account Information";
            case "POST service userdelegationkey" -> "Get User Delegation Key";
            default -> null;
        };
    }

    private static String ofContainer(String call, HttpRequest request, Map<String, String> query) {
        return switch (call) {
            case "PUT container " -> "Create Container";
            case "GET container ", "HEAD container " -> "Get Container Properties";
            case "PUT container metadata" -> "Set Container Metadata";
            case "GET container acl" -> "Get Container ACL";
            case "PUT container acl" -> "Set Container ACL";
            case "PUT container lease" -> "Lease Container: " + lease(request);
            case "DELETE container " -> "Delete Container";
            case "GET container blobs" -> "Find Blobs by Tags in Container";
            case "GET container list" -> "List Blobs" + (query.containsKey("delimiter") ? " by hierarchy" : "");
            default -> null;
        };
    }

    private static String ofBlob(String call, HttpRequest request, Map<String, String> query) {
        String ofSnapshot = query.containsKey("snapshot") ? " Snapshot" : "";
        boolean copies = header(request, "x-ms-copy-source") != null;
        return switch (call) {
            case "PUT  " -> copies ? copy(request) : "Put " + header(request, "x-ms-blob-type");
            case "GET  " -> "Get Blob" + ofSnapshot + range(request);
            case "HEAD  " -> "Get Blob Properties" + (ofSnapshot.isEmpty() ? "" : " of Snapshot");
            case "PUT  properties" -> properties(request);
            case "PUT  metadata" -> "Set Blob Metadata";
            case "GET  tags" -> "Get Blob Tags";
            case "PUT  tags" -> "Set Blob Tags";
            case "PUT  lease" -> "Lease Blob: " + lease(request);
            case "PUT  snapshot" -> "Snapshot Blob";
            case "PUT  tier" -> "Set Blob Tier: " + header(request, "x-ms-access-tier");
            case "PUT  copy" -> "Abort Copy Blob";
            case "PUT  block" -> "Put Block" + (copies ? " From URL" : "");
            case "PUT  blocklist" -> "Put Block List";
            case "GET  blocklist" -> "Get Block List: " + query.get("blocklisttype");
            case "PUT  appendblock" -> "Append Block" + (copies ? " From URL" : "");
            case "PUT  seal" -> "Append Blob Seal";
            case "PUT  page" -> copies ? "Put Page From URL" : "Put Page: " + header(request, "x-ms-page-write");
            case "GET  pagelist" -> "Get Page Ranges" + (query.containsKey("prevsnapshot") ? " Diff" : "");
            case "DELETE  " -> "Delete " + (ofSnapshot.isEmpty() ? "Blob" : "Snapshot");
            case "PUT  undelete" -> "Undelete Blob";
            default -> null;
        };
    }

    private static String copy(HttpRequest request) {
        return "true".equals(header(request, "x-ms-requires-sync"))
                ? "Copy Blob From URL"
                : header(request, "x-ms-blob-type") != null ? "Put Blob From URL" : "Copy Blob";
    }

    private static String range(HttpRequest request) {
        String range = header(request, "x-ms-range");
        if (range == null) {
            return "";
        }
        return "true".equals(header(request, "x-ms-range-get-content-md5")) ? " (range with MD5)" : " (range)";
    }

    private static String properties(HttpRequest request) {
        if (header(request, "x-ms-blob-content-length") != null) {
            return "Set Blob Properties: resize";
        }
        String action = header(request, "x-ms-sequence-number-action");
        return action == null ? "Set Blob Properties" : "Set Blob Properties: sequence number " + action;
    }

    private static String lease(HttpRequest request) {
        return header(request, "x-ms-lease-action");
    }

    private static String header(HttpRequest request, String name) {
        return request.getHeaders().getValue(HttpHeaderName.fromString(name));
    }
}
