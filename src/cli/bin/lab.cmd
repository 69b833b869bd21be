@echo off
rem lab, wherever this folder is on the PATH. On the workshop's own Node.
"%~dp0..\..\..\node_modules\.bin\node.cmd" "%~dp0..\lab.ts" %*
