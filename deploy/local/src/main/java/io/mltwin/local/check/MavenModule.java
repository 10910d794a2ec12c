package io.mltwin.local.check;

import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A module as its pom tells.
 *
 * @param folder below the checkout
 * @param uses the artifacts of mltwin that its main code stands on
 * @param usesInTests those that its tests alone stand on
 */
record MavenModule(String folder, String artifact, Set<String> uses, Set<String> usesInTests) {

    static MavenModule read(Path checkout, String folder) {
        Element pom = pom(checkout.resolve(folder));
        Set<String> uses = new HashSet<>();
        Set<String> usesInTests = new HashSet<>();
        for (Element dependency : elements(pom, "dependency")) {
            if (child(dependency, "groupId").equals("io.mltwin")) {
                (child(dependency, "scope").equals("test") ? usesInTests : uses).add(child(dependency, "artifactId"));
            }
        }
        return new MavenModule(folder, child(pom, "artifactId"), uses, usesInTests);
    }

    /** The folders that the pom of a folder names as modules. */
    static List<String> folders(Path folder) {
        return elements(pom(folder), "module").stream()
                .map(Element::getTextContent)
                .map(String::strip)
                .toList();
    }

    boolean holds(String file) {
        return file.startsWith(folder + "/");
    }

    boolean holdsTest(String file) {
        return file.startsWith(folder + "/src/test/");
    }

    private static Element pom(Path folder) {
        Path pom = folder.resolve("pom.xml");
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new RefusalException(pom + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static String child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(name)) {
                return node.getTextContent().strip();
            }
        }
        return "";
    }
}
