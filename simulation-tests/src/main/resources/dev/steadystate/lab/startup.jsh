/set mode lab -quiet
/set prompt lab 'ecs> ' '...> '
/set truncation lab 1000000
/set format lab pre ''
/set format lab post '%n'
/set format lab errorpre ''
/set format lab errorpost '%n'
/set format lab display ''
/set format lab display '{value}' expression,assignment,varinit,varvalue-added,modified,replaced-ok-primary
/set format lab display '{name}() waits until{unresolved} is declared{post}' method-added,modified,replaced,used-defined,notdefined-primary
/set format lab display 'Error:{post}{name} waits until{unresolved} is declared{post}{type} {name}{post}^{post}' vardecl-added,modified,replaced-notdefined-primary
/set mode lab -retain
/set feedback -retain lab
import dev.steadystate.core.*;
import dev.steadystate.core.fate.*;
import dev.steadystate.core.journal.*;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.*;
import dev.steadystate.core.view.*;
import dev.steadystate.lab.*;
import dev.steadystate.placement.*;
import dev.steadystate.testkit.scenario.*;
import java.time.*;
import java.util.*;
import static dev.steadystate.lab.Lab.*;
import static dev.steadystate.lab.lesson.Lessons.*;
