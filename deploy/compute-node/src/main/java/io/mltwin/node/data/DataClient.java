package io.mltwin.node.data;

import io.mltwin.encoding.UriEncoding;
import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.calls.StorageCalls;
import io.mltwin.node.calls.VaultClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The container or file share of one data reference, with what compute-service gives for it: a
 * shared access signature, the name of the secret in the workspace's vault that is one or makes
 * one, or a token of the run's identity.
 */
final class DataClient implements DataStore {

    private final StorageCalls<ComputeServiceClient.DataAccess> calls;
    private final BlobData blobs;
    private final ShareData files;

    DataClient(NodeHttp http, ComputeServiceClient service, String reference) {
        VaultClient vault = new VaultClient(http, service);
        this.calls = new StorageCalls<>(() -> vault.open(service.dataAccess(reference)), Set.of(401, 403));
        this.blobs = new BlobData(http, calls);
        this.files = new ShareData(http, calls);
    }

    private DataStore store() throws IOException {
        return calls.credential().isShare() ? files : blobs;
    }

    @Override
    public List<String> list(String path) throws IOException {
        return store().list(path);
    }

    @Override
    public void download(String name, Path target) throws IOException {
        store().download(name, target);
    }

    @Override
    public void upload(String name, BlobContent content, boolean overwrite) throws IOException {
        store().upload(name, content, overwrite);
    }

    /** The blobs of one data reference's container. */
    record BlobData(NodeHttp http, StorageCalls<ComputeServiceClient.DataAccess> calls) implements DataStore {

        @Override
        public List<String> list(String prefix) throws IOException {
            List<String> names = new ArrayList<>();
            String marker = "";
            do {
                String query = "restype=container&comp=list&prefix="
                        + UriEncoding.encodeQueryValue(prefix)
                        + "&marker="
                        + UriEncoding.encodeQueryValue(marker);
                HttpResponse<String> page = calls.call(
                        "List Blobs " + prefix,
                        access -> http.send(access.request("", query).GET().build()));
                StorageList list = StorageList.read(page.body(), "Blob");
                names.addAll(list.names());
                marker = list.nextMarker();
            } while (!marker.isEmpty());
            return names;
        }

        @Override
        public void download(String name, Path target) throws IOException {
            calls.call(
                    "Get Blob " + name,
                    access -> http.send(access.request(name, "").GET().build(), BlobClient.into(target)));
        }

        @Override
        public void upload(String name, BlobContent content, boolean overwrite) throws IOException {
            calls.call("Put Blob " + name, access -> {
                HttpRequest.Builder request = access.request(name, "")
                        .header("x-ms-blob-type", "BlockBlob")
                        .header("Content-Type", "application/octet-stream")
                        .PUT(content.whole());
                return http.send((overwrite ? request : request.header("If-None-Match", "*")).build());
            });
        }
    }

    /**
     * A page of a storage account's list.
     *
     * @param nextMarker empty on the last page
     */
    record StorageList(List<String> names, String nextMarker) {

        /**
         * Reads a page.
         *
         * @param kind of the entries that are wanted: Blob, File or Directory
         */
        static StorageList read(String page, String kind) throws IOException {
            XMLInputFactory factory = XMLInputFactory.newFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            try {
                XMLStreamReader xml = factory.createXMLStreamReader(
                        new ByteArrayInputStream(
                                page.replaceFirst("^\uFEFF", "").getBytes(StandardCharsets.UTF_8)),
                        "UTF-8");
                List<String> names = new ArrayList<>();
                String next = "";
                boolean isWanted = false;
                while (xml.hasNext()) {
                    int event = xml.next();
                    if (event == XMLStreamReader.START_ELEMENT) {
                        String element = xml.getLocalName();
                        if (element.equals(kind)) {
                            isWanted = true;
                        } else if (isWanted && element.equals("Name")) {
                            names.add(xml.getElementText());
                        } else if (element.equals("NextMarker")) {
                            next = xml.getElementText();
                        }
                    } else if (event == XMLStreamReader.END_ELEMENT
                            && xml.getLocalName().equals(kind)) {
                        isWanted = false;
                    }
                }
                return new StorageList(names, next);
            } catch (XMLStreamException e) {
                throw new IOException("the storage account's list is not readable", e);
            }
        }
    }
}
