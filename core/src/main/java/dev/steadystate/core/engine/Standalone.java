package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;

/** What RunTask and StartTask give to a task besides its definition. */
record Standalone(
    String group, String startedBy, ImmutableList<String> subnets, Document document) {}
