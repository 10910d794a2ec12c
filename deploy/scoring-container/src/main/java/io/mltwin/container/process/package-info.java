/**
 * A container that is a process: {@code ProcessRuntime} starts it by a {@code ContainerCommand},
 * and {@code ContainerHost} runs in it, with an entry script or an ONNX model. It uses the frames of
 * the package above; start reading at {@code ContainerHost}.
 */
package io.mltwin.container.process;
