/**
 * Containers on another host: {@code HostAgent} runs there and connects, {@code AgentRuntime} is
 * the service's end. Each connection is one life of a container; start reading at {@code
 * HostedContainer}.
 */
package io.mltwin.container.agent;
