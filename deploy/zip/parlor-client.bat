@echo off
rem Opens the desktop client. Arguments: parlor-client --help. JAVA_OPTS go to the JVM, which is
rem JAVA_HOME's or the PATH's.
setlocal
set top=%~dp0..
set java=javaw
if defined JAVA_HOME set java=%JAVA_HOME%\bin\javaw
start "" "%java%" -Dfile.encoding=UTF-8 %JAVA_OPTS% -cp "%top%\lib\client\*" parlor.client.ClientMain %*
