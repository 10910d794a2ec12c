package io.mltwin.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A project under test keeps its own versions of everything: with this module comes mltwin-client alone. */
class DependenciesTest {

    @Test
    void onlyTheClientComesWithTheModule() throws Exception {
        NodeList dependencies = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile())
                .getElementsByTagName("dependency");
        List<String> brought = new ArrayList<>();
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            if (dependency.getElementsByTagName("scope").getLength() == 0) {
                brought.add(
                        dependency.getElementsByTagName("artifactId").item(0).getTextContent());
            }
        }

        assertThat(brought).containsExactly("mltwin-client");
    }
}
