package dev.steadystate.core.engine;

import dev.steadystate.core.document.Document;

/** What RunTask and StartTask give to a task besides its definition. */
record Standalone(String group, String startedBy, Document document) {}
