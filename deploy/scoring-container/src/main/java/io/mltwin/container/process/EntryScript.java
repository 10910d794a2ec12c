package io.mltwin.container.process;

import io.mltwin.container.Scorer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * An entry script as Azure ML's "How and where to deploy models" (2020-09) defines it, in Java:
 * {@code init} once, {@code run} for each request, in a class named like its file.
 *
 * <p>Deviation: Azure ML knows entry scripts in Python only.
 */
final class EntryScript implements Scorer {

    private final Method init;
    private final Method run;

    private EntryScript(Method init, Method run) {
        this.init = init;
        this.run = run;
    }

    /** Compiles the single file in memory, against the class path of this process. */
    static EntryScript compile(Path file) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("a Java entry script needs a JDK: this JRE has no compiler");
        }
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        Map<String, ByteArrayOutputStream> classes = new ConcurrentHashMap<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(problems, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options = List.of("-proc:none", "-cp", System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(
                            null,
                            new MemoryFiles(files, classes),
                            problems,
                            options,
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            if (!compiled) {
                throw new IllegalStateException(problems.getDiagnostics().stream()
                        .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                        .map(problem -> problem.toString())
                        .collect(Collectors.joining("\n")));
            }
        }
        String name = file.getFileName().toString().replaceFirst("\\.java$", "");
        try {
            Class<?> script = new MemoryClasses(classes).loadClass(name);
            Method init = script.getDeclaredMethod("init", Path.class);
            Method run = script.getDeclaredMethod("run", String.class);
            init.setAccessible(true);
            run.setAccessible(true);
            return new EntryScript(init, run);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no class " + name + " in " + file.getFileName(), e);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(
                    "an entry script needs static init(java.nio.file.Path) and run(String): no " + e.getMessage(), e);
        }
    }

    void init(Path modelDir) throws Throwable {
        call(init, modelDir);
    }

    /** Scores by the script's {@code run}; its result is the body of the answer, as it is. */
    @Override
    public synchronized byte[] score(byte[] rawData) throws Throwable {
        return String.valueOf(call(run, new String(rawData, StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int concurrency() {
        return 1;
    }

    private static Object call(Method method, Object argument) throws Throwable {
        try {
            return method.invoke(null, argument);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } catch (NullPointerException e) {
            throw new IllegalStateException(method.getName() + " has to be static", e);
        }
    }

    private static final class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes;

        MemoryFiles(StandardJavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
            super(files);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            classes.put(name, bytes);
            return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }
    }

    private static final class MemoryClasses extends ClassLoader {
        private final Map<String, ByteArrayOutputStream> classes;

        MemoryClasses(Map<String, ByteArrayOutputStream> classes) {
            super(EntryScript.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            ByteArrayOutputStream bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes.toByteArray(), 0, bytes.size());
        }
    }
}
