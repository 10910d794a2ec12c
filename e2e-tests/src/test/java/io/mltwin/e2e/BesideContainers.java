package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.local.compose.ComposeProject;
import io.mltwin.local.compose.ComposeProject.Outcome;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Scripts are processes of compute-service's container. */
record BesideContainers(ComposeProject project, String folder) implements BesideScripts {
    @Override
    public boolean holds(String file) throws IOException {
        return run("test", "-e", folder + "/" + file).exitCode() == 0;
    }

    @Override
    public String read(String file) throws IOException {
        return required("cat", folder + "/" + file);
    }

    @Override
    public void put(String file) throws IOException {
        required("touch", folder + "/" + file);
    }

    @Override
    public Answer get(String address, Map<String, String> headers) throws IOException {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "-w", "\n%{http_code}"));
        headers.forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
        command.add(address);
        String answer = required(command.toArray(String[]::new));
        int end = answer.lastIndexOf('\n');
        return new Answer(Integer.parseInt(answer.substring(end + 1)), answer.substring(0, end));
    }

    private String required(String... command) throws IOException {
        Outcome outcome = run(command);
        assertThat(outcome.exitCode()).as(command[0]).isZero();
        return outcome.text();
    }

    private Outcome run(String... command) throws IOException {
        return project.exec(PlatformService.COMPUTE.module(), command);
    }
}
